import type { CategoryVocabulary, InstrumentKind } from './kind';

const saxophones: InstrumentKind = {
  weight: 34,
  gender: 'm',
  nouns: { es: ['saxofón', 'saxo', 'saxofón'], en: ['saxophone', 'sax'] },
  details: {
    es: [
      'lacado',
      'plateado',
      'con boquilla Selmer',
      'con estuche',
      'zapatillas nuevas',
      'recién ajustado',
      'con correa',
    ],
    en: ['Lacquered', 'Silver Plated', 'w/ mouthpiece', 'w/ case', 'repadded', 'recently overhauled'],
  },
  label: { es: 'Viento madera', en: 'Woodwind' },
  years: [1998, 2020],
  makers: {
    Yamaha: {
      'YAS-280': 620,
      'YTS-480': 1350,
      'YAS-62': 1500,
      'YAS-275': 560,
      'YTS-62': 1900,
      'YSS-475': 1250,
    },
    Selmer: { 'Mark VI': 5800, 'Super Action 80 II': 3200, Axos: 2400, 'Reference 54': 4200 },
    Yanagisawa: { 'A-WO1': 1900, 'T-901': 1950, 'A-991': 2300 },
    Jupiter: { 'JAS-700': 620, 'JTS-1100': 1150 },
    Keilwerth: { ST90: 850, SX90R: 2600 },
    Buffet: { '400 Series': 1350, S1: 1900 },
    'Amati Kraslice': { 'AAS 32': 330 },
    Conn: { 'New Wonder II': 850, '10M': 1700 },
    'Consolat de Mar': { 'SA-400': 780 },
  },
};

const clarinets: InstrumentKind = {
  weight: 24,
  gender: 'm',
  nouns: { es: ['clarinete', 'clarinete en si bemol'], en: ['clarinet', 'Bb clarinet'] },
  details: {
    es: ['ébano', 'granadilla', 'con barrilete extra', 'con estuche', 'corchos nuevos', 'llaves plateadas'],
    en: ['Grenadilla', 'w/ extra barrel', 'w/ case', 'silver keys', 'new corks'],
  },
  label: { es: 'Viento madera', en: 'Woodwind' },
  years: [1995, 2021],
  makers: {
    Buffet: { E11: 480, R13: 1900, E13: 850, B12: 290, 'RC Prestige': 2600, Tosca: 3200 },
    Yamaha: { 'YCL-255': 290, 'YCL-450': 620, 'YCL-650': 950, 'YCL-CSG': 1900 },
    Selmer: { Privilege: 2300, Prologue: 850, Recital: 1700 },
    Leblanc: { Sonata: 430, Bliss: 520 },
    Jupiter: { 'JCL-637': 230, 'JCL-700': 290 },
    Noblet: { Artist: 330 },
  },
};

const flutes: InstrumentKind = {
  weight: 13,
  gender: 'f',
  nouns: { es: ['flauta travesera', 'flauta'], en: ['flute', 'concert flute'] },
  details: {
    es: ['cabeza de plata', 'pie de si', 'platos abiertos', 'con estuche', 'plateada'],
    en: ['Silver Head', 'B foot', 'open hole', 'w/ case', 'Offset G'],
  },
  label: { es: 'Flautas', en: 'Flutes' },
  years: [1998, 2021],
  makers: {
    Yamaha: { 'YFL-211': 290, 'YFL-272': 380, 'YFL-471': 950, 'YFL-371': 560 },
    Muramatsu: { GX: 3600, EX: 2800 },
    Sankyo: { Etude: 1700, 'CF-201': 1500 },
    Pearl: { 'Quantz 505': 430, 'PF-665': 560 },
    Gemeinhardt: { '2SP': 190, '3SHB': 620 },
    'Trevor James': { '10X': 290, Cantabile: 780 },
  },
};

const recorders: InstrumentKind = {
  ...flutes,
  weight: 4,
  nouns: { es: ['flauta de pico', 'flauta dulce'], en: ['recorder'] },
  details: {
    es: ['madera de peral', 'palosanto', 'con funda', 'digitación barroca', '415 Hz'],
    en: ['Pearwood', 'Rosewood', 'w/ bag', 'Baroque fingering', '415 Hz'],
  },
  makers: {
    Moeck: { 'Rottenburgh Alto': 260, 'Tuju Soprano': 95 },
    Mollenhauer: { 'Denner Alto': 290, 'Dream Soprano': 75 },
    Yamaha: { 'YRS-24B': 8, 'YRA-28B': 22, 'YRT-304B': 60 },
    Aulos: { '509B Alto': 38, '511B Tenor': 75 },
    Honsuy: { 'Soprano Palosanto': 85 },
    Küng: { Superio: 430 },
  },
};

const brass: InstrumentKind = {
  weight: 19,
  gender: 'f',
  nouns: { es: ['trompeta', 'trompeta en si bemol'], en: ['trumpet', 'Bb trumpet'] },
  details: {
    es: ['lacada', 'plateada', 'con boquilla Bach', 'con estuche', 'pistones perfectos', 'con sordina'],
    en: ['Lacquered', 'Silver Plated', 'w/ mouthpiece', 'w/ case', 'smooth valves', 'w/ mute'],
  },
  label: { es: 'Viento metal', en: 'Brass' },
  years: [1995, 2021],
  makers: {
    Yamaha: { 'YTR-2330': 290, 'YTR-6335': 780, 'YTR-8335': 1350, 'YTR-4335': 560 },
    Bach: { 'Stradivarius 37': 1700, TR300: 330, TR501: 380, 'Stradivarius 43': 1750 },
    Schilke: { B1: 1900, S32: 1700 },
    Jupiter: { 'JTR-700': 290, 'JTR-1100': 620 },
    Stomvi: { 'Elite 250': 950, Mahler: 1150, Titán: 1900 },
    Getzen: { 'Eterna 700': 620, '300 Series': 290 },
    Courtois: { 'Evolution II': 1700 },
  },
};

const trombones: InstrumentKind = {
  ...brass,
  weight: 6,
  gender: 'm',
  nouns: { es: ['trombón', 'trombón de varas'], en: ['trombone', 'tenor trombone'] },
  details: {
    es: ['lacado', 'con transpositor', 'con boquilla', 'con estuche', 'vara perfecta'],
    en: ['Lacquered', 'F attachment', 'w/ mouthpiece', 'w/ case', 'straight slide'],
  },
  makers: {
    Bach: { 'Stradivarius 42': 1900, TB301: 480 },
    Yamaha: { 'YSL-354': 430, 'YSL-640': 1150, 'YSL-882': 1900 },
    Conn: { '88H': 1700, '6H': 780 },
    Courtois: { AC420: 1900, Legend: 1950 },
    King: { '2B': 950, '3B': 1150 },
    Jupiter: { 'JTB-700': 330 },
  },
};

const lowBrass: InstrumentKind = {
  ...brass,
  weight: 4,
  nouns: { es: ['trompa', 'trompa doble'], en: ['French horn', 'double horn'] },
  makers: {
    Holton: { H179: 1900, H378: 1500 },
    Yamaha: { 'YHR-567': 1900, 'YHR-314': 780 },
    Alexander: { 'Model 103': 4600, 'Model 503': 4200 },
    Paxman: { 'Model 20': 3600 },
    Jupiter: { 'JHR-700': 780 },
    Conn: { '8D': 2200 },
  },
};

/** Woodwind and brass. */
export const vientos: CategoryVocabulary = {
  slug: 'vientos',
  labels: {
    reverb: ['Wind Instruments', 'Woodwind', 'Brass'],
    hispasonic: ['Vientos'],
    guitarristas: ['Viento', 'Instrumentos de viento'],
    soundmarket: ['vientos'],
  },
  kinds: [saxophones, clarinets, flutes, recorders, brass, trombones, lowBrass],
};
