import type { CategoryVocabulary, InstrumentKind } from './kind';

const electric: InstrumentKind = {
  weight: 92,
  gender: 'm',
  nouns: { es: ['bajo', 'bajo eléctrico', 'bajo'], en: ['bass', 'bass guitar', 'electric bass'] },
  details: {
    es: [
      'sunburst',
      'negro',
      'blanco',
      'natural',
      'zurdo',
      'con estuche',
      'con funda',
      'sin trastes',
      'cuerdas planas',
    ],
    en: [
      'Sunburst',
      'Black',
      'Natural',
      'Left-Handed',
      'Fretless',
      'w/ hard case',
      'w/ gig bag',
      'flatwounds',
    ],
  },
  label: { es: 'Bajos eléctricos', en: 'Bass Guitars' },
  years: [2004, 2023],
  makers: {
    Fender: {
      'Jazz Bass': 880,
      'Precision Bass': 850,
      'Player Jazz Bass': 560,
      'American Standard Precision Bass': 1050,
      'Mustang Bass': 520,
      'Precision Bass Lyte': 640,
      'Geddy Lee Jazz Bass': 980,
    },
    Ibanez: { SR300: 230, SR500: 430, SR505: 460, GSR200: 140, BTB745: 620, SR1300: 850 },
    Yamaha: { TRBX304: 260, BB434: 390, TRBX174: 150, BB1200: 850, BBNE2: 2200 },
    'Music Man': { StingRay: 1400, 'StingRay 5': 1350, 'Bongo 5': 1450, Sterling: 1250 },
    Squier: {
      'Affinity Jazz Bass': 150,
      'Vintage Modified Jazz Bass': 260,
      'Classic Vibe P Bass': 330,
      'Bronco Bass': 140,
    },
    Warwick: {
      'Corvette Standard': 850,
      'Thumb NT': 1900,
      'RockBass Streamer': 430,
      'Streamer Stage I': 1600,
    },
    Gibson: { 'Thunderbird IV': 1250, 'SG Bass': 950, 'EB-3': 1700 },
    Epiphone: { 'Thunderbird Vintage Pro': 380, 'Toby Deluxe': 140, 'EB-0': 190 },
    Rickenbacker: { '4003 Mapleglo': 2200, '4001 Jetglo': 2900 },
    Cort: { 'A4 Plus': 430, 'Action PJ': 150, 'B5 Element': 520 },
    Sire: { 'Marcus Miller V7': 390, 'Marcus Miller M2': 320, P7: 430 },
    Lakland: { 'Skyline 55-02': 980, 'Skyline 44-60': 850 },
    Sandberg: { 'California TM4': 1250, 'Electra VT4': 520 },
    Spector: { 'Legend 4': 480, 'NS-2': 2100 },
    Höfner: { '500/1 Violin Bass': 1600, 'Ignition Violin Bass': 260 },
    Fodera: { 'Emperor 5': 5800 },
    Maruszczyk: { Jake: 950, Elwood: 980 },
    'Harley Benton': { 'PJ-5HTR': 120, 'JB-75': 150 },
    LTD: { 'B-205SM': 360, 'AP-204': 330 },
  },
};

const acoustic: InstrumentKind = {
  weight: 8,
  gender: 'm',
  nouns: { es: ['bajo acústico', 'bajo electroacústico'], en: ['acoustic bass', 'acoustic bass guitar'] },
  details: {
    es: ['con funda', 'con previo', 'natural', 'sin trastes'],
    en: ['w/ gig bag', 'Natural', 'Fretless'],
  },
  label: null,
  years: [2005, 2022],
  makers: {
    Ibanez: { AEB5E: 230, PCBE12MH: 190 },
    Fender: { 'CB-60SCE': 260, 'Kingman Bass': 480 },
    Takamine: { GB30CE: 340, B10: 1500 },
    Warwick: { 'Alien Deluxe 4': 620 },
    Ortega: { 'D7CE-4': 380 },
  },
};

/** Bass guitars; the double bass stands with the strings. */
export const bajos: CategoryVocabulary = {
  slug: 'bajos',
  labels: {
    reverb: ['Bass Guitars', 'Bass'],
    hispasonic: ['Bajos'],
    guitarristas: ['Bajos', 'bajo'],
    soundmarket: ['bajos'],
  },
  kinds: [electric, acoustic],
};
