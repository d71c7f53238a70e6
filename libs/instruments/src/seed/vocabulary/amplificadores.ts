import type { CategoryVocabulary, InstrumentKind } from './kind';

const guitarAmps: InstrumentKind = {
  weight: 64,
  gender: 'm',
  nouns: {
    es: ['amplificador', 'amplificador de guitarra', 'ampli', 'ampli de guitarra'],
    en: ['guitar amp', 'amp', 'amplifier'],
  },
  details: {
    es: [
      'con pedal',
      'con funda',
      'altavoz Celestion',
      'recién revisado',
      'con ruedas',
      '220V',
      'con manual',
    ],
    en: ['w/ footswitch', 'w/ cover', 'Celestion speaker', 'recently biased', '230V', 'w/ casters'],
  },
  label: { es: 'Amplificadores de guitarra', en: 'Guitar Amps' },
  years: [2004, 2022],
  makers: {
    Fender: {
      'Blues Junior': 430,
      'Hot Rod Deluxe': 560,
      '65 Twin Reverb': 1050,
      'Frontman 25R': 75,
      'Deluxe Reverb': 1250,
      'Princeton Reverb': 950,
      'Champion 40': 130,
      'Super Champ X2': 290,
      'Bassman 59': 1150,
    },
    Marshall: {
      JCM800: 1350,
      JCM900: 780,
      DSL40C: 480,
      MG30: 110,
      'Code 50': 160,
      'Origin 20': 380,
      JVM410H: 980,
      'Plexi 1959': 1900,
    },
    Vox: {
      AC30: 780,
      AC15: 480,
      'Valvetronix VT40': 160,
      'Pathfinder 10': 55,
      AC4: 230,
      'Night Train 15': 330,
    },
    Orange: { 'Crush 20': 95, 'Rockerverb 50': 1250, 'Micro Terror': 110, TH30: 620, OR15: 480 },
    'Mesa Boogie': {
      'Dual Rectifier': 1350,
      'Mark V': 1900,
      'F-50': 780,
      'Lone Star': 1500,
      'Subway Blues': 780,
    },
    Boss: { 'Katana 50': 180, 'Katana 100': 260, 'Nextone Artist': 480, 'Waza Air': 290 },
    Roland: { 'JC-120': 620, 'Cube 30X': 130, 'Micro Cube': 85, 'AC-60': 330, 'JC-22': 330 },
    Peavey: { 'Classic 30': 430, '6505+': 780, 'Bandit 112': 190, '5150 II': 950 },
    'Hughes & Kettner': { 'TubeMeister 18': 430, 'GrandMeister 36': 780, Triamp: 1150 },
    Blackstar: { 'HT-5R': 290, 'Fly 3': 45, 'ID Core 10': 95, 'HT Club 40': 480 },
    Yamaha: { THR10: 190, THR30II: 380, G100: 230 },
    Laney: { 'Cub 12R': 290, 'Lionheart L20': 560, VC30: 430 },
    'Positive Grid': { Spark: 190, 'Spark Mini': 150 },
    Engl: { 'Powerball II': 1350, 'Fireball 25': 620 },
    Soldano: { 'SLO-100': 3200 },
    'Line 6': { 'Spider IV 30': 110, 'Catalyst 60': 230, 'Flextone III': 230 },
    Supro: { 'Delta King 10': 430 },
    Kemper: { 'Profiler Head': 1150, 'Profiler Stage': 1150 },
  },
};

const bassAmps: InstrumentKind = {
  weight: 22,
  gender: 'm',
  nouns: {
    es: ['amplificador de bajo', 'ampli de bajo', 'amplificador para bajo'],
    en: ['bass amp', 'bass amplifier'],
  },
  details: {
    es: ['con funda', 'muy ligero', 'ventilador nuevo', 'con cable Speakon', 'clase D'],
    en: ['w/ cover', 'lightweight', 'w/ Speakon cable', 'new fan'],
  },
  label: { es: 'Amplificadores de bajo', en: 'Bass Amps' },
  years: [2004, 2022],
  makers: {
    Ampeg: { 'SVT Classic': 1250, 'BA-115': 290, 'PF-500': 380, 'B-15N': 1700, 'Rocket Bass RB-108': 160 },
    Markbass: { 'Little Mark III': 380, 'CMD 121P': 560, 'Minimark 802': 380, 'CMD JB Players': 620 },
    Fender: { 'Rumble 100': 190, 'Rumble 500': 380, 'Rumble 40': 150 },
    'Gallien-Krueger': { MB110: 260, '800RB': 480, MB212: 620 },
    Hartke: { HD25: 110, LH500: 290, A100: 190 },
    Ashdown: { 'MAG 300': 230, 'ABM 500': 480, 'Studio 8': 130 },
    Eden: { 'WT-800': 620, EC10: 190 },
    'Phil Jones': { Briefcase: 480, 'Double Four': 380 },
    Aguilar: { 'Tone Hammer 500': 480, 'DB 751': 1050 },
    Warwick: { 'BC 20': 110, 'Gnome i': 160 },
    'TC Electronic': { BG250: 190, RH450: 330 },
  },
};

const otherAmps: InstrumentKind = {
  weight: 14,
  gender: 'f',
  nouns: { es: ['pantalla', 'pantalla', 'bafle'], en: ['cabinet', 'speaker cab'] },
  details: {
    es: ['con ruedas', 'con funda', 'altavoces Celestion', 'vacía', 'cerrada por detrás'],
    en: ['w/ casters', 'w/ cover', 'Greenbacks', 'Closed Back', 'Unloaded'],
  },
  label: { es: 'Pantallas', en: 'Speaker Cabinets' },
  years: [2004, 2021],
  makers: {
    Marshall: { '1960A': 430, '1936V': 480, MX212: 290 },
    Orange: { PPC412: 620, PPC112: 290 },
    'Mesa Boogie': { 'Rectifier 2x12': 560, 'Rectifier 4x12': 650 },
    'Harley Benton': { 'G212 Vintage': 230, G112: 110 },
    Ampeg: { 'SVT-810E': 780, 'SVT-210AV': 330 },
    Zilla: { 'Fatboy 2x12': 480 },
    Engl: { E412VS: 480 },
    Palmer: { 'CAB 112': 160 },
  },
};

/** Amplifiers for guitar and bass, with their cabinets. */
export const amplificadores: CategoryVocabulary = {
  slug: 'amplificadores',
  labels: {
    reverb: ['Amps', 'Guitar Amps', 'Bass Amps'],
    hispasonic: ['Amplificadores'],
    guitarristas: ['Amplificadores', 'Amplis'],
    soundmarket: ['amplificadores'],
  },
  kinds: [guitarAmps, bassAmps, otherAmps],
};
