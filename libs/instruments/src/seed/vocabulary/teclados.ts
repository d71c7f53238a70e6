import type { CategoryVocabulary, InstrumentKind } from './kind';

const digitalPianos: InstrumentKind = {
  weight: 34,
  gender: 'm',
  nouns: { es: ['piano digital', 'piano de escenario', 'piano'], en: ['digital piano', 'stage piano'] },
  details: {
    es: [
      '88 teclas',
      'teclas contrapesadas',
      'negro',
      'blanco',
      'con soporte',
      'con pedal',
      'con banqueta',
      'con funda',
      'tacto marfil',
    ],
    en: [
      '88-key',
      'weighted keys',
      'Black',
      'White',
      'w/ stand',
      'w/ pedal',
      'hammer action',
      'w/ flight case',
    ],
  },
  label: { es: 'Pianos digitales', en: 'Digital Pianos' },
  years: null,
  makers: {
    Yamaha: {
      'P-45': 330,
      'P-125': 430,
      'Clavinova CLP-635': 1050,
      CP88: 1500,
      CP33: 480,
      'Arius YDP-144': 620,
      'Piaggero NP-32': 230,
    },
    Roland: { 'FP-30X': 540, 'FP-10': 380, 'RD-2000': 1700, 'RD-700GX': 850, 'FP-90': 1150, HP504: 950 },
    Nord: { 'Stage 3': 2600, 'Piano 4': 1900, 'Stage 2 EX': 1700, Grand: 2500 },
    Kawai: { ES110: 480, CN29: 1150, MP7: 950, CA48: 1350, ES8: 850 },
    Casio: { 'Privia PX-160': 330, 'CDP-S100': 290, 'PX-S3000': 560, 'AP-270': 650 },
    Korg: { B2: 330, 'SV-1': 850, D1: 480, 'LP-380': 560 },
    Kurzweil: { SP6: 780, 'Forte SE': 1500, 'KA-90': 430 },
    Dexibell: { 'Vivo S7': 1250, 'Vivo P3': 650 },
    Thomann: { 'DP-26': 290, 'SP-320': 230 },
  },
};

const electricPianos: InstrumentKind = {
  ...digitalPianos,
  weight: 4,
  nouns: { es: ['piano eléctrico', 'piano electromecánico'], en: ['electric piano'] },
  details: {
    es: ['con tapa', 'revisado por técnico', 'láminas nuevas', 'con patas y pedal', 'teclas niveladas'],
    en: ['w/ lid', 'w/ legs', 'serviced by tech', 'new tines'],
  },
  label: null,
  years: [1969, 1983],
  makers: {
    Fender: { 'Rhodes Mark I Stage 73': 2800, 'Rhodes Mark II': 2500, 'Rhodes Suitcase': 3900 },
    Wurlitzer: { '200A': 2900, EP140: 2300 },
    Hohner: { 'Pianet T': 620, 'Clavinet D6': 1900 },
    Yamaha: { CP70B: 2400 },
    Crumar: { Roadrunner: 430 },
  },
};

const arrangers: InstrumentKind = {
  weight: 26,
  gender: 'm',
  nouns: { es: ['teclado', 'teclado arranger', 'teclado'], en: ['keyboard', 'arranger keyboard'] },
  details: {
    es: [
      '61 teclas',
      '76 teclas',
      'con ritmos',
      'con soporte',
      'con funda',
      'con flightcase',
      'con altavoces',
      'USB',
    ],
    en: ['61-key', '76-key', 'w/ stand', 'w/ gig bag', 'w/ power supply', 'aftertouch'],
  },
  label: null,
  years: null,
  makers: {
    Yamaha: { 'PSR-SX700': 780, 'PSR-E373': 190, 'Tyros 4': 1350, 'PSR-S670': 520, Genos: 3200 },
    Korg: { PA700: 780, PA1000: 1250, Pa50: 380, i3: 480 },
    Roland: { 'E-A7': 850, 'BK-5': 520, 'E-96': 330, 'Discover 5': 260 },
    Casio: { 'CT-S300': 130, 'CT-X700': 160, 'SA-46': 40, 'WK-7600': 290 },
    Ketron: { SD7: 1150, Audya: 1500 },
    Technics: { KN5000: 330, KN2000: 190 },
    Medeli: { A1000: 480, M361: 130 },
    Bontempi: { 'B 280': 30 },
  },
};

const controllers: InstrumentKind = {
  ...arrangers,
  weight: 14,
  nouns: {
    es: ['teclado controlador', 'controlador MIDI', 'teclado maestro'],
    en: ['MIDI controller', 'MIDI keyboard', 'controller'],
  },
  details: {
    es: ['con caja', 'USB', 'con licencia', 'aftertouch', 'con funda', 'pads nuevos'],
    en: ['w/ box', 'aftertouch', 'w/ license', 'USB', 'w/ gig bag'],
  },
  makers: {
    Arturia: { 'KeyLab 61 MkII': 330, 'MiniLab MkII': 75, 'KeyStep 37': 140 },
    'M-Audio': { 'Keystation 88': 160, 'Oxygen 49': 110, 'Hammer 88': 330 },
    'Native Instruments': { 'Komplete Kontrol S61': 430, 'Komplete Kontrol A49': 130, 'Maschine Mikro': 160 },
    Novation: { 'Launchkey 49': 140, 'SL MkIII 61': 430, 'Impulse 61': 190 },
    Akai: { 'MPK Mini MkIII': 75, MPK249: 290, LPK25: 35 },
    Korg: { 'microKEY 61': 110, nanoKONTROL2: 40, 'Taktile 49': 190 },
    Roland: { 'A-88': 560, 'A-49': 130, 'PC-300': 75 },
    Nektar: { 'Impact LX61': 110, 'Panorama P6': 330 },
    Studiologic: { 'SL88 Grand': 620, 'VMK-176': 190 },
    Doepfer: { 'LMK4+': 650 },
  },
};

const organs: InstrumentKind = {
  ...arrangers,
  weight: 6,
  nouns: { es: ['órgano', 'órgano eléctrico'], en: ['organ', 'clonewheel organ'] },
  details: {
    es: ['con Leslie', 'con funda', 'con soporte', 'drawbars', 'con pedal de expresión', 'con mueble'],
    en: ['w/ Leslie', 'w/ expression pedal', 'w/ stand', 'w/ gig bag'],
  },
  makers: {
    Hammond: { 'XK-3C': 1500, SK1: 1050, 'B-3': 6500, 'M-102': 950 },
    Nord: { 'Electro 5D': 1250, C2D: 1500, 'Electro 3': 780 },
    Korg: { 'CX-3': 950, 'BX-3': 1050 },
    Roland: { 'VK-7': 780, 'VR-09': 620, 'VK-8': 650 },
    Yamaha: { YC61: 1350, 'Electone D-85': 190, 'YC-20': 650 },
    Crumar: { 'Mojo 61': 950, Organizer: 330 },
    Farfisa: { 'Compact Duo': 950, Matador: 380 },
    Viscount: { 'Legend 70s': 1250, 'Cantorum Duo': 850 },
    Ferrofish: { 'B4000+': 330 },
  },
};

const acousticPianos: InstrumentKind = {
  weight: 9,
  gender: 'm',
  nouns: { es: ['piano vertical', 'piano de pared', 'piano'], en: ['upright piano', 'piano'] },
  details: {
    es: ['negro pulido', 'nogal', 'con banqueta', 'afinado', 'sistema silent', 'marfil', 'transporte aparte'],
    en: ['Polished Ebony', 'Walnut', 'w/ bench', 'recently tuned', 'Silent system'],
  },
  label: { es: 'Pianos acústicos', en: 'Acoustic Pianos' },
  years: [1962, 2008],
  makers: {
    Yamaha: { U1: 3200, U3: 3900, B1: 2300, P116: 2600 },
    Kawai: { 'K-300': 4200, 'K-15': 2400, 'BL-31': 2100 },
    Steinway: { 'Model K': 14500, 'Model V-125': 12500 },
    Petrof: { P118: 3400, P125: 3600 },
    Schimmel: { C116: 4800 },
    Samick: { 'SU-108': 1150 },
    'Chassaigne Frères': { 'modelo 4': 650 },
    Pleyel: { 'modelo F': 1900 },
    'Young Chang': { 'U-121': 1400 },
  },
};

const grandPianos: InstrumentKind = {
  ...acousticPianos,
  weight: 2,
  nouns: { es: ['piano de cola', 'piano de media cola'], en: ['grand piano', 'baby grand'] },
  label: { es: 'Pianos acústicos', en: 'Acoustic Pianos' },
  makers: {
    Yamaha: { C3: 9800, GB1K: 7600, C7: 14500, G2: 6800 },
    Kawai: { 'GL-10': 7800, 'RX-2': 9500, 'KG-2': 6200 },
    Steinway: { 'Model O': 29000, 'Model B': 46000 },
    Bechstein: { 'Model V': 8500 },
    Petrof: { P173: 9800 },
    'Young Chang': { 'G-157': 4800 },
  },
};

const accordions: InstrumentKind = {
  weight: 5,
  gender: 'm',
  nouns: { es: ['acordeón', 'acordeón'], en: ['accordion'] },
  details: {
    es: ['rojo nacarado', 'negro', 'con estuche', 'con correas nuevas'],
    en: ['Red Pearl', 'w/ case', 'new straps'],
  },
  label: { es: 'Acordeones', en: 'Accordions' },
  years: [1985, 2015],
  makers: {
    Hohner: { 'Bravo III 96': 1150, 'Corona II': 950, 'Concerto II': 480, 'Verdi III': 620 },
    'Paolo Soprani': { 'Folk 48': 780, 'Super 120': 1100 },
    Roland: { 'FR-1X': 1150, 'FR-4X': 2300 },
    Pigini: { 'Convertor 37': 4200 },
    Weltmeister: { 'Stella 80': 480, 'Topas 96': 650 },
    Guerrini: { Superior: 1900 },
  },
};

/** Pianos, organs, arrangers, controllers and, as the sites have it, accordions. */
export const teclados: CategoryVocabulary = {
  slug: 'teclados',
  labels: {
    reverb: ['Keyboards', 'Keyboards and Synths'],
    hispasonic: ['Teclados'],
    guitarristas: ['Teclas', 'teclas', 'Teclados y pianos'],
    soundmarket: ['teclados'],
  },
  kinds: [
    digitalPianos,
    electricPianos,
    arrangers,
    controllers,
    organs,
    acousticPianos,
    grandPianos,
    accordions,
  ],
};
