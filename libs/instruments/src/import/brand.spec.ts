import { brandNamed, detectBrand } from './brand';
import { BRAND_NAMES } from './brand-names';

describe('detectBrand', () => {
  it.each([
    ['korg 05r w módulo', 'Korg'],
    ['2008 FENDER Custom Shop', 'Fender'],
    ['Squier by Fender Stratocaster', 'Squier'],
    ['prs se custom 24', 'Paul Reed Smith'],
    ['Paul Reed Smith S2', 'Paul Reed Smith'],
    ['P.R.S. Private Stock', 'Paul Reed Smith'],
    ['B.C. Rich Warlock', 'BC Rich'],
    ['Ernie Ball Music Man StingRay', 'Music Man'],
    ['cuerdas ernie ball', 'Ernie Ball'],
    ['Sterling by Music Man SUB', 'Sterling by Music Man'],
    ['licencias de native instruments arkhis', 'Native Instruments'],
    ['op-1 teenage engineering', 'Teenage Engineering'],
    ['bajo hofner 500/1', 'Höfner'],
    ['G&L ASAT', 'G&L'],
    ['micro rode nt1', 'Røde'],
    ['pedal boss con pastillas seymour duncan', 'Boss'],
    ['Batería Pearl Export', 'Pearl'],
    ['Heritage H-140P 1994, Seymour Duncan 59 PAFs & Case', 'Heritage'],
    ['LAG Roxanne Bourbon Seymour Duncan 59', 'Lag'],
    ['Zurda con pastillas EMG y mástil de Jackson', 'EMG'],
    ['Guitarra con pastillas EMG y mástil de Jackson', 'Jackson'],
    ['Con Floyd Rose, Ibanez RG', 'Ibanez'],
    ['EMG 81 y 85', 'EMG'],
    ['Pastillas Seymour Duncan para Fender Stratocaster', 'Seymour Duncan'],
    ['Pastillas de guitarra DiMarzio', 'DiMarzio'],
    ['Set de clavijas Gotoh', 'Gotoh'],
    ['Ampli acústico Fishman Loudbox', 'Fishman'],
    ['Floyd Rose Discovery HH2', 'Floyd Rose'],
  ])('%s is by %s', (name, brand) => {
    expect(detectBrand(name)).toBe(brand);
  });

  it.each([
    '',
    'flightcase para teclado',
    'Strat Orange Burst',
    'mesa de mezclas',
    'mother of pearl pick',
    'korgi',
    'Custom Stratocaster with EMG DG20',
    'Strato de lutier hecha a mano, pastillas y clavijas Gotoh',
    'Bajo de lutier con pastillas Bare Knuckle',
  ])('%j names no maker', (name) => {
    expect(detectBrand(name)).toBeNull();
  });

  it('knows every maker by its own name, and none twice', () => {
    const makers = BRAND_NAMES.map((entry) => entry.split(':'));
    expect(new Set(makers.map(([brand]) => brand)).size).toBe(makers.length);
    for (const [brand = '', others = ''] of makers) {
      if (!others.includes('=')) expect(detectBrand(brand)).toBe(brand);
    }
  });
});

describe('brandNamed', () => {
  it.each([
    ['PRS', 'Paul Reed Smith'],
    ['B.C. Rich', 'BC Rich'],
    ['musicman', 'Music Man'],
    ['HOFNER', 'Höfner'],
    ['Fender Custom Shop', null],
    ['Orange', null],
    ['', null],
  ])('%s is the name of %s', (text, brand) => {
    expect(brandNamed(text)).toBe(brand);
  });
});
