import type { CategoryVocabulary, InstrumentKind } from './kind';

const stompboxes: InstrumentKind = {
  weight: 72,
  gender: 'm',
  nouns: {
    es: ['pedal', 'pedal de efectos', 'pedal', 'pedal de guitarra'],
    en: ['pedal', 'effects pedal', 'guitar pedal'],
  },
  details: {
    es: ['con caja', 'con velcro', 'con alimentador', 'true bypass', 'sin caja', 'pintura tocada'],
    en: ['w/ box', 'velcro on back', 'w/ power supply', 'true bypass', 'no box'],
  },
  label: { es: 'Pedales', en: 'Effects and Pedals' },
  years: null,
  makers: {
    Boss: {
      'DS-1': 45,
      'CE-2W': 160,
      'DD-7': 110,
      'SD-1': 50,
      'TU-3': 65,
      'BD-2': 75,
      'RC-30': 160,
      'HM-2': 140,
      'CH-1': 65,
      'RV-6': 110,
      'OC-2': 130,
      'MT-2': 60,
    },
    'Electro-Harmonix': {
      'Big Muff Pi': 75,
      'Holy Grail': 95,
      'Memory Man': 160,
      'Small Stone': 75,
      POG2: 260,
      Canyon: 110,
      Freeze: 95,
    },
    Ibanez: { 'TS9 Tube Screamer': 95, TS808: 130, 'TS Mini': 55, AD9: 130, WH10: 140 },
    MXR: { 'Phase 90': 75, 'Carbon Copy': 110, 'Dyna Comp': 65, 'Dist+': 60, 'M80 Bass DI': 130 },
    'TC Electronic': { 'Hall of Fame': 85, Flashback: 85, Ditto: 75, 'Polytune 3': 65, 'Corona Chorus': 75 },
    Strymon: { BigSky: 330, Timeline: 330, 'El Capistan': 230, Flint: 230, blueSky: 230 },
    Dunlop: { 'Cry Baby GCB95': 60, 'Fuzz Face': 110, 'Volume X': 85, 'Cry Baby 535Q': 95 },
    'Pro Co': { 'RAT 2': 65, 'Turbo RAT': 85 },
    JHS: { 'Morning Glory': 130, 'Angry Charlie': 140, '3 Series Delay': 75 },
    'EarthQuaker Devices': { Plumes: 85, 'Avalanche Run': 190 },
    Fulltone: { OCD: 110, 'Full-Drive 2': 110 },
    'Walrus Audio': { Julia: 140, Slö: 160 },
    Wampler: { Tumnus: 110, 'Ego Compressor': 130 },
    Klon: { Centaur: 4500, KTR: 380 },
    Digitech: { 'Whammy V': 140, Drop: 130, RP360: 110 },
    Behringer: { VT999: 30, SF300: 20, UV300: 25 },
    Mooer: { 'Green Mile': 40, 'Ana Echo': 45, Trelicopter: 45 },
    Keeley: { 'Compressor Plus': 95, 'Katana Boost': 110 },
    Xotic: { 'EP Booster': 85, 'SL Drive': 85, 'BB Preamp': 120 },
    'Way Huge': { 'Swollen Pickle': 95, 'Green Rhino': 110 },
    Analogman: { 'King of Tone': 330, Sunface: 230 },
  },
};

const multi: InstrumentKind = {
  weight: 19,
  gender: 'f',
  nouns: {
    es: ['pedalera multiefectos', 'pedalera', 'multiefectos'],
    en: ['multi-effects', 'multi-effects pedal'],
  },
  details: {
    es: ['con funda', 'con fuente', 'última actualización', 'con pedal de expresión', 'editor incluido'],
    en: ['w/ gig bag', 'w/ power supply', 'latest firmware', 'w/ expression pedal'],
  },
  label: { es: 'Multiefectos', en: 'Multi-Effects' },
  years: null,
  makers: {
    'Line 6': {
      'HX Stomp': 480,
      'Helix LT': 780,
      'POD HD500X': 260,
      'Helix Floor': 950,
      'POD Go': 330,
      M9: 190,
    },
    Boss: { 'GT-100': 290, 'GT-1': 150, 'ME-80': 190, 'GT-1000': 650, 'ME-50': 110, 'GT-8': 160 },
    Zoom: { G5n: 190, 'G1 Four': 65, B1: 55, G3X: 110 },
    'Fractal Audio': { FM3: 850, AX8: 780 },
    Headrush: { Pedalboard: 620, MX5: 330, Gigboard: 430 },
    'Neural DSP': { 'Quad Cortex': 1250, 'Nano Cortex': 430 },
    Korg: { AX3000G: 95, 'Pandora PX5D': 85 },
    Digitech: { GNX3000: 130, RP1000: 160 },
    Roland: { 'GR-55': 380, 'GP-10': 260 },
  },
};

const rack: InstrumentKind = {
  ...multi,
  weight: 9,
  gender: 'm',
  nouns: { es: ['procesador de efectos', 'efecto de rack'], en: ['effects processor', 'rack effects'] },
  details: {
    es: ['dos unidades', 'con manual', 'pantalla perfecta', '230V', 'con tornillos'],
    en: ['rackmount', '230V', 'w/ manual', 'clear display'],
  },
  label: { es: 'Efectos', en: 'Effects' },
  makers: {
    Lexicon: { 'MPX 100': 95, 'PCM 80': 620, MX200: 110, 'PCM 91': 780 },
    Eventide: { H3000: 1250, H9000: 3900, Eclipse: 780 },
    Roland: { 'SE-70': 260, 'Space Echo RE-201': 980, 'SDE-3000': 480 },
    Yamaha: { SPX90: 110, SPX2000: 330, REV7: 160 },
    'Fractal Audio': { 'Axe-Fx III': 1900, 'Axe-Fx II XL': 850 },
    Alesis: { Quadraverb: 85, 'MidiVerb II': 95 },
    'TC Electronic': { 'M-One': 160, 'G-Major 2': 230, TC2290: 950 },
    DBX: { '160A': 290, '266XS': 75 },
    Ensoniq: { 'DP/4': 430 },
  },
};

/** Pedals, pedalboards and rack effects. */
export const efectos: CategoryVocabulary = {
  slug: 'efectos',
  labels: {
    reverb: ['Effects and Pedals', 'Effects'],
    hispasonic: ['Efectos'],
    guitarristas: ['Efectos y pedales', 'Pedales'],
    soundmarket: ['efectos'],
  },
  kinds: [stompboxes, multi, rack],
};
