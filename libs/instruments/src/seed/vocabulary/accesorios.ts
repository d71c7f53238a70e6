import type { CategoryVocabulary, InstrumentKind } from './kind';

const cases: InstrumentKind = {
  weight: 22,
  gender: 'f',
  nouns: {
    es: ['funda para guitarra', 'funda de guitarra', 'funda acolchada'],
    en: ['gig bag', 'guitar bag'],
  },
  details: {
    es: ['negra', 'con bolsillos', 'tipo mochila', 'cierre nuevo', 'impermeable'],
    en: ['Black', 'backpack style', 'w/ pockets', 'new zipper'],
  },
  label: { es: 'Fundas y estuches', en: 'Cases and Gig Bags' },
  years: null,
  makers: {
    Mono: { 'M80 Vertigo': 140, 'M80 Dual': 190, 'M80 Classic': 130 },
    Gator: { 'GL-Electric': 75, 'G-PG Tour': 140 },
    Fender: { FE610: 35, FB620: 40 },
    Gibson: { 'Premium Softcase': 95 },
    Ortolá: { 'Mochila 86B': 45, 'Mochila 70B': 60 },
    Warwick: { 'RockBag Deluxe': 45 },
  },
};

const hardCases: InstrumentKind = {
  ...cases,
  weight: 13,
  gender: 'm',
  nouns: { es: ['estuche', 'estuche rígido', 'estuche de guitarra'], en: ['hard case', 'guitar case'] },
  details: {
    es: ['negro', 'tweed', 'con llaves', 'forro rojo', 'con ruedas'],
    en: ['Black', 'Tweed', 'w/ keys', 'plush lining', 'Brown'],
  },
  makers: {
    Hiscox: { 'Liteflite Pro II': 110, Artist: 230, 'Standard STD-EF': 95 },
    Gibson: { 'Les Paul Brown Case': 190, 'SG Modern Case': 140 },
    Fender: { 'Tweed Case': 150, 'G&G Deluxe': 130, 'Molded Strat': 95 },
    SKB: { 'SKB-66 Strat': 110, '3i-4214': 230 },
    Gator: { 'GTSA-GTRELEC': 130, 'GW-LPS': 95 },
    Thomann: { 'E-Guitar Case': 40, 'LP Case': 45 },
    Ortolá: { 'RB612 clásica': 85 },
    Visesnut: { Active: 290 },
  },
};

const stands: InstrumentKind = {
  weight: 12,
  gender: 'm',
  nouns: { es: ['soporte de teclado', 'soporte para teclado'], en: ['keyboard stand'] },
  details: {
    es: ['plegable', 'doble', 'negro', 'con funda', 'de tijera'],
    en: ['folding', 'double tier', 'Black', 'w/ bag'],
  },
  label: { es: 'Soportes', en: 'Stands' },
  years: null,
  makers: {
    Hercules: { KS120B: 65, KS410B: 85 },
    'K&M': { '18860 Spider': 190, '18810 Omega': 140, '18953 Table': 75 },
    'Ultimate Support': { 'Apex AX-48': 190, 'IQ-2200': 60 },
    Quiklok: { 'SL-200': 75, 'T-20': 45 },
    Millenium: { 'KS-1001': 15, 'KS-2001': 25 },
    Gravity: { 'KSX 2': 60 },
    Yamaha: { 'L-85': 60, 'LG-800': 75 },
  },
};

const guitarStands: InstrumentKind = {
  ...stands,
  weight: 10,
  nouns: { es: ['soporte de guitarra', 'soporte para guitarra', 'pie de guitarra'], en: ['guitar stand'] },
  makers: {
    Hercules: { GS414B: 35, GS526B: 75, GSP39WB: 15 },
    'K&M': { '17581 Memphis': 30, '17650 Stand': 25 },
    'Ultimate Support': { 'GS-100': 40, 'GS-200': 45 },
    Millenium: { 'GS-2000': 8, 'GS-2001 E': 10 },
    Fender: { 'Deluxe Hanging': 22, 'Mini Stand': 15 },
    Thomann: { 'GS-7': 45 },
  },
};

const micStands: InstrumentKind = {
  ...stands,
  weight: 8,
  nouns: {
    es: ['pie de micro', 'pie de micrófono', 'soporte de micrófono'],
    en: ['mic stand', 'boom stand'],
  },
  details: {
    es: ['con jirafa', 'plegable', 'negro', 'base redonda', 'con pinza'],
    en: ['w/ boom', 'folding', 'Black', 'round base', 'w/ clip'],
  },
  makers: {
    'K&M': { '210/9': 45, '259 Table': 40, '21020-B': 60 },
    Hercules: { MS631B: 50, MS432B: 38 },
    Gravity: { 'MS 4321': 45, 'MS 23': 30 },
    Millenium: { 'MS-2003': 15 },
    Rode: { PSA1: 75 },
    Quiklok: { 'A-344': 35 },
  },
};

const parts: InstrumentKind = {
  weight: 19,
  gender: 'f',
  nouns: { es: ['pastilla', 'pastilla de guitarra', 'juego de pastillas'], en: ['pickup', 'guitar pickup'] },
  details: {
    es: ['mástil', 'puente', 'cromada', 'negra', 'con tornillos', 'sin soldar'],
    en: ['Neck', 'Bridge', 'Chrome', 'Black', 'long leads'],
  },
  label: { es: 'Recambios y pastillas', en: 'Parts' },
  years: null,
  makers: {
    'Seymour Duncan': {
      'JB SH-4': 65,
      '59 SH-1': 65,
      'Little 59': 75,
      'SSL-1': 45,
      Invader: 75,
      'Hot Rails': 70,
    },
    DiMarzio: { 'Super Distortion': 60, 'PAF Pro': 60, 'Tone Zone': 65, 'Area 61': 60 },
    EMG: { '81 Zakk Wylde': 75, '85 Active': 70, SA: 60 },
    Fender: { 'Texas Special': 110, 'Custom Shop 69': 130, 'Fat 50s': 110 },
    Gibson: { 'Burstbucker Pro': 110, '57 Classic': 110 },
    'Bare Knuckle': { Juggernaut: 95, 'The Mule': 110 },
    Lollar: { Imperial: 190, 'P-90': 110 },
    Fishman: { 'Fluence Modern': 160, 'Matrix Infinity': 110 },
  },
};

const sundries: InstrumentKind = {
  weight: 8,
  gender: 'm',
  nouns: { es: ['afinador', 'afinador'], en: ['tuner', 'guitar tuner'] },
  details: {
    es: ['con pila', 'con caja', 'de pinza', 'pantalla en color'],
    en: ['new battery', 'w/ box', 'clip-on'],
  },
  label: null,
  years: null,
  makers: {
    Korg: { 'CA-2': 15, 'TM-60': 22, Pitchblack: 50 },
    "D'Addario": { 'NS Micro': 12, Equinox: 14 },
    Snark: { 'SN-5': 10, 'ST-8': 12 },
    Boss: { 'TU-12H': 45, 'TU-10': 22 },
  },
};

const cables: InstrumentKind = {
  ...sundries,
  weight: 4,
  nouns: {
    es: ['cable de guitarra', 'cable de instrumento', 'cable'],
    en: ['instrument cable', 'guitar cable'],
  },
  details: { es: ['6 metros', '3 metros', 'acodado', 'Neutrik'], en: ['6m', '3m', 'angled', 'Neutrik'] },
  makers: {
    'Planet Waves': { 'PW-CT-12': 12, 'Custom Pro': 20 },
    "D'Addario": { 'American Stage': 25 },
    Vovox: { 'Sonorus Protect': 110 },
    'Evidence Audio': { Lyric: 60, Forte: 45 },
    Cordial: { 'CSI 6 PP': 18, Encore: 15 },
    Klotz: { Titanium: 45, 'La Grange': 40 },
    Fender: { 'Deluxe Tweed': 20 },
  },
};

const power: InstrumentKind = {
  ...sundries,
  weight: 4,
  nouns: { es: ['alimentador', 'fuente de alimentación'], en: ['power supply', 'pedal power supply'] },
  details: {
    es: ['con cables', 'aislado', 'con caja', '12 salidas'],
    en: ['w/ cables', 'isolated', 'w/ box'],
  },
  makers: {
    'Voodoo Lab': { 'Pedal Power 2': 130, 'Pedal Power ISO-5': 85 },
    Cioks: { DC7: 190, 'Adam Link': 95 },
    Strymon: { Zuma: 190, Ojai: 130 },
    Boss: { 'PSA-230S': 20 },
    Truetone: { '1 Spot': 20, CS7: 110 },
    'Harley Benton': { 'PowerPlant Junior': 45 },
  },
};

/** What goes around an instrument: cases, stands, parts, cables. */
export const accesorios: CategoryVocabulary = {
  slug: 'accesorios',
  labels: {
    reverb: ['Accessories', 'Parts'],
    hispasonic: ['Accesorios'],
    guitarristas: ['Accesorios', 'Accesorios y recambios'],
    soundmarket: ['accesorios'],
  },
  kinds: [cases, hardCases, stands, guitarStands, micStands, parts, sundries, cables, power],
};
