import type { CategoryVocabulary, InstrumentKind } from './kind';

const bowed: InstrumentKind = {
  weight: 34,
  gender: 'm',
  nouns: { es: ['violín', 'violín 4/4', 'violín'], en: ['violin', '4/4 violin', 'violin outfit'] },
  details: {
    es: [
      'con arco',
      'con estuche y arco',
      'cuerdas Dominant',
      'con resina y almohadilla',
      'puente nuevo',
      'fondo de una pieza',
    ],
    en: ['w/ bow', 'w/ case and bow', 'Dominant strings', 'one-piece back', 'new bridge', 'full setup'],
  },
  label: { es: 'Cuerda frotada', en: 'Orchestral Strings' },
  years: [1985, 2020],
  makers: {
    Stentor: { 'Student II': 110, Conservatoire: 230, 'Student I': 75, Messina: 380 },
    Yamaha: { V5SC: 380, V7SG: 560, 'Silent SV-130': 620, 'YEV-104': 430 },
    Gewa: { Allegro: 330, Ideale: 230, 'Maestro 6': 850 },
    Höfner: { 'Alfred S.': 430, H5: 780 },
    Gliga: { 'Gems 1': 480, Vasile: 850, Genial: 290 },
    'Scott Cao': { 'STV-017': 430, 'STV-750': 1150 },
    Eastman: { VL100: 430, VL305: 850 },
    'Jay Haide': { "L'Ancienne": 2300 },
  },
};

const cellos: InstrumentKind = {
  ...bowed,
  weight: 12,
  nouns: { es: ['violonchelo', 'chelo', 'violonchelo'], en: ['cello', 'cello outfit'] },
  details: {
    es: ['con arco y funda', 'con arco', 'puente nuevo', 'cuerdas Larsen', 'con pica de carbono'],
    en: ['w/ bow and bag', 'w/ hard case', 'Larsen strings', 'new bridge'],
  },
  makers: {
    Stentor: { 'Conservatoire 4/4': 620, 'Student 3/4': 380 },
    Yamaha: { 'Silent SVC-110': 1700, VC5S: 1250 },
    Gewa: { 'Allegro VC1': 780, 'Maestro 2': 1350 },
    Eastman: { VC80: 850, VC305: 2300 },
    Gliga: { 'Gems 2': 1150, Genial: 850 },
    'Jay Haide': { 'Stradivari 101': 3400 },
    Höfner: { 'AS-060': 780 },
  },
};

const doubleBasses: InstrumentKind = {
  ...bowed,
  weight: 7,
  nouns: { es: ['contrabajo', 'contrabajo'], en: ['double bass', 'upright bass'] },
  details: {
    es: ['tapa maciza', 'con funda', 'con pastilla Realist', 'cuerdas Spirocore', 'con ruedas', 'laminado'],
    en: ['Solid Top', 'w/ bag', 'Realist pickup', 'Spirocores', 'w/ wheel', 'laminated'],
  },
  makers: {
    Stentor: { 'Student 1950': 850, 'Conservatoire 1951': 1250 },
    Christopher: { 'DB-202': 1500, 'DB-401': 3200 },
    'NS Design': { WAV4: 620, CR4: 1900 },
    Thomann: { '3/4 Europe': 1050, '111E': 950 },
    Yamaha: { 'Silent SLB-200': 1900, 'SLB-100': 1250 },
    Palatino: { 'VE-500': 430 },
  },
};

const plucked: InstrumentKind = {
  weight: 13,
  gender: 'f',
  nouns: { es: ['mandolina', 'mandolina'], en: ['mandolin', 'mandolin'] },
  details: {
    es: ['con funda', 'con estuche', 'tapa de abeto', 'cuerdas nuevas', 'palosanto'],
    en: ['w/ case', 'w/ gig bag', 'Solid Top', 'new strings', 'Sunburst'],
  },
  label: { es: 'Cuerda pulsada', en: 'Folk Strings' },
  years: [1998, 2020],
  makers: {
    Ibanez: { M510: 160, M522S: 260 },
    Fender: { 'FM-52E': 190, 'PM-180E': 380 },
    Gibson: { 'F-5G': 3600, 'A-50': 1500 },
    Ozark: { '2250-A': 230, '2077N': 160 },
    Kentucky: { 'KM-150': 290, 'KM-950': 950 },
    Eastman: { MD305: 380, MD515: 950 },
    Gretsch: { 'New Yorker G9300': 190 },
  },
};

const bandurrias: InstrumentKind = {
  ...plucked,
  weight: 8,
  nouns: {
    es: ['bandurria', 'bandurria de concierto', 'bandurria de rondalla'],
    en: ['bandurria', 'Spanish bandurria'],
  },
  details: {
    es: ['con funda', 'con estuche', 'tapa de abeto', 'cuerdas nuevas', 'palosanto', 'con púas'],
    en: ['w/ case', 'Solid Top', 'Rosewood', 'new strings'],
  },
  makers: {
    Alhambra: { '3C Bandurria': 330, '11C': 850, '5P Bandurria': 520 },
    'Vicente Tatay': { Concierto: 430, Estudio: 150 },
    'Francisco Bros': { 'B-20': 190, 'B-27': 330 },
    'José Ramírez': { 'Clase 1a': 1400 },
    Admira: { 'B-1': 160 },
    'Juan Hernández': { Sonata: 380 },
  },
};

const small: InstrumentKind = {
  weight: 26,
  gender: 'm',
  nouns: { es: ['ukelele', 'ukelele'], en: ['ukulele', 'uke'] },
  details: {
    es: ['con funda', 'con afinador', 'caoba', 'koa', 'electrificado'],
    en: ['w/ gig bag', 'Mahogany', 'Koa', 'w/ tuner', 'Solid Top'],
  },
  label: { es: 'Ukeleles', en: 'Ukuleles' },
  years: null,
  makers: {
    Kala: { 'KA-C': 95, 'KA-15S': 50, 'KA-T': 110 },
    Ortega: { RU5: 95, RFU10Z: 75 },
    Fender: { 'Zuma Concert': 75, 'Grace VanderWaal': 130 },
    Mahalo: { MR1: 25 },
    Flight: { TUS35: 45, NUC310: 95 },
    Córdoba: { '15CM': 75, '25T': 160 },
    Kamaka: { 'HF-3': 1050 },
  },
};

const folk: InstrumentKind = {
  weight: 9,
  gender: 'm',
  nouns: { es: ['banjo', 'banjo de cinco cuerdas'], en: ['banjo', '5-string banjo'] },
  details: {
    es: ['con funda', 'con estuche', 'con resonador', 'parche nuevo'],
    en: ['w/ case', 'w/ resonator', 'new head', 'Open Back'],
  },
  label: { es: 'Cuerda pulsada', en: 'Folk Strings' },
  years: [1998, 2020],
  makers: {
    Deering: { Goodtime: 430, Sierra: 1700 },
    Ozark: { '2104G': 330 },
    'Gold Tone': { 'CC-50': 380, 'AC-1': 190 },
    Epiphone: { 'MB-100': 190 },
    Ortega: { OBJE250: 260 },
    Gibson: { 'RB-250': 1900, 'Mastertone RB-3': 3400 },
  },
};

const lutes: InstrumentKind = {
  ...folk,
  weight: 5,
  nouns: { es: ['laúd', 'laúd español'], en: ['Spanish lute', 'laud'] },
  details: {
    es: ['con funda', 'de concierto', 'tapa de abeto', 'palosanto', 'cuerdas nuevas'],
    en: ['w/ case', 'Spruce Top', 'new strings'],
  },
  makers: {
    Alhambra: { '3C Laúd': 360, '11C Laúd': 880 },
    'Francisco Bros': { 'L-20': 210 },
    'Vicente Tatay': { Concierto: 430 },
    'José Ramírez': { 'Clase 2a': 1150 },
    Admira: { 'L-1': 170 },
  },
};

/** Bowed and plucked strings that are neither guitar nor bass guitar. */
export const cuerdas: CategoryVocabulary = {
  slug: 'cuerdas',
  labels: {
    reverb: ['Orchestral Strings', 'Folk Instruments'],
    hispasonic: ['Cuerdas', 'Cuerda'],
    guitarristas: ['Cuerda', 'Instrumentos de cuerda'],
    soundmarket: ['cuerdas'],
  },
  kinds: [bowed, cellos, doubleBasses, plucked, bandurrias, small, folk, lutes],
};
