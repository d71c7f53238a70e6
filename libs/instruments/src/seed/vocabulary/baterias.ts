import type { CategoryVocabulary, InstrumentKind } from './kind';

const kits: InstrumentKind = {
  weight: 42,
  gender: 'f',
  nouns: {
    es: ['batería', 'batería completa', 'batería acústica', 'batería'],
    en: ['drum kit', 'drum set', 'shell pack'],
  },
  details: {
    es: [
      'con platos Sabian',
      'con herrajes',
      'cinco piezas',
      'bombo de 22',
      'parches nuevos',
      'con fundas',
      'negra',
      'acabado nogal',
      'roja',
      'sin platos',
    ],
    en: [
      '5-piece',
      'w/ hardware',
      'w/ cymbals',
      '22" kick',
      'Black',
      'Natural Maple',
      'w/ bags',
      'new heads',
    ],
  },
  label: { es: 'Baterías acústicas', en: 'Drum Kits' },
  years: [1998, 2022],
  makers: {
    Pearl: {
      Export: 480,
      'Export EXX': 560,
      'Masters Custom': 1350,
      Roadshow: 330,
      'Session Studio': 950,
      Decade: 620,
    },
    Tama: {
      Starclassic: 1500,
      Imperialstar: 480,
      'Superstar Hyperdrive': 850,
      Rockstar: 430,
      Stagestar: 290,
    },
    Yamaha: {
      'Stage Custom': 520,
      'Recording Custom': 1700,
      Rydeen: 330,
      'Maple Custom': 1450,
      'Beech Custom': 950,
    },
    Ludwig: { Breakbeats: 380, 'Classic Maple': 1500, Vistalite: 1900, Super: 1250 },
    Sonor: { 'Force 3007': 620, AQ2: 650, SQ2: 3200, Phonic: 950, 'Smart Force': 330 },
    Gretsch: { 'Catalina Club': 520, Renown: 1050, 'USA Custom': 2400, Energy: 430 },
    Mapex: { Armory: 780, 'Saturn V': 1150, Tornado: 260, Mars: 480 },
    DW: { Collectors: 3200, 'Design Series': 950, Performance: 1500 },
    PDP: { 'Concept Maple': 620, Mainstage: 430 },
    Premier: { XPK: 480, APK: 330 },
    Honsuy: { 'Jazz 18': 560 },
    Millenium: { 'Focus Junior': 130, MX222: 230 },
  },
};

const electronic: InstrumentKind = {
  weight: 16,
  gender: 'f',
  nouns: { es: ['batería electrónica', 'batería digital'], en: ['electronic drum kit', 'e-drums'] },
  details: {
    es: [
      'con parches de malla',
      'con banqueta',
      'con pedal doble',
      'con auriculares',
      'con monitor',
      'con alfombra',
    ],
    en: ['mesh heads', 'w/ throne', 'w/ kick pedal', 'w/ headphones', 'w/ rack'],
  },
  label: { es: 'Baterías electrónicas', en: 'Electronic Drums' },
  years: null,
  makers: {
    Roland: {
      'TD-17KVX': 1150,
      'TD-1K': 380,
      'TD-11K': 560,
      'TD-27KV': 2200,
      'V-Drums TD-9': 650,
    },
    Alesis: { 'Nitro Mesh': 290, 'Strike Pro': 1250, DM6: 230, 'Command Mesh': 480 },
    Yamaha: { DTX402K: 330, DTX6K: 850, 'DTXpress IV': 430 },
    Millenium: { 'MPS-850': 480, 'HD-120': 190 },
    Simmons: { 'SDS-8': 430, SD600: 380 },
    ATV: { 'EXS-3': 780 },
  },
};

const pieces: InstrumentKind = {
  weight: 24,
  gender: 'f',
  nouns: { es: ['caja', 'caja de batería'], en: ['snare drum', 'snare'] },
  details: {
    es: ['14x5,5', '14x6,5', 'de latón', 'de arce', 'bordonero nuevo', 'con funda'],
    en: ['14x5.5"', '14x6.5"', 'Brass', 'Maple', 'w/ bag', 'new wires'],
  },
  label: null,
  years: [1995, 2021],
  makers: {
    Ludwig: {
      'Supraphonic LM400': 520,
      'Black Beauty': 780,
      'Acrolite LM404': 330,
      'Supraphonic LM402': 560,
    },
    Pearl: { 'Free Floating': 380, Sensitone: 260, 'Export 14': 95 },
    Tama: { 'S.L.P. G-Maple': 330, Starphonic: 380, Artwood: 160 },
    Gretsch: { Brooklyn: 380, Catalina: 130 },
    Yamaha: { 'Recording Custom Aluminio': 380, 'Stage Custom 14': 130 },
    Mapex: { 'Black Panther': 260 },
    DW: { 'Collectors Edge': 620 },
    Sonor: { 'Phonic D-506': 290, Kompressor: 330 },
  },
};

const cymbals: InstrumentKind = {
  weight: 11,
  gender: 'm',
  nouns: { es: ['plato', 'platos', 'plato'], en: ['cymbal', 'cymbals'] },
  details: {
    es: ['20 pulgadas', '16 pulgadas', 'sin fisuras', 'con funda'],
    en: ['20"', '16"', 'no cracks', 'w/ bag'],
  },
  label: { es: 'Platos', en: 'Cymbals' },
  years: null,
  makers: {
    Zildjian: { 'A Custom': 190, 'K Constantinople': 330, Avedis: 160, ZBT: 60, 'K Custom Dark': 230 },
    Sabian: { 'AAX Stage': 160, 'HHX Evolution': 230, B8: 55, XSR: 110 },
    Paiste: { '2002 Crash': 190, 'PST 7': 95, Signature: 260, 'Formula 602': 290 },
    Meinl: { Byzance: 230, HCS: 45, 'Classics Custom': 95 },
    Istanbul: { 'Agop Traditional': 230, 'Mehmet Nostalgia': 290 },
  },
};

const percussion: InstrumentKind = {
  weight: 7,
  gender: 'm',
  nouns: { es: ['cajón flamenco', 'cajón'], en: ['cajon', 'flamenco box drum'] },
  details: {
    es: ['con funda', 'tapa de abedul', 'cuerdas regulables'],
    en: ['w/ bag', 'Birch Front', 'adjustable snares'],
  },
  label: { es: 'Percusión', en: 'Percussion' },
  years: null,
  makers: {
    Meinl: { Headliner: 75, 'Artisan Edition': 260 },
    Schlagwerk: { 'La Perú': 130, '2inOne': 95 },
    Leiva: { Zoco: 160, Omeya: 230 },
    LP: { Aspire: 75, Americana: 140 },
    'Mario Cortés': { Personal: 260 },
    Honsuy: { Rumba: 95 },
  },
};

/** Drums, cymbals and percussion. */
export const baterias: CategoryVocabulary = {
  slug: 'baterias',
  labels: {
    reverb: ['Drums and Percussion', 'Drums'],
    hispasonic: ['Baterías', 'Baterias', 'Batería y percusión'],
    guitarristas: ['Batería y percusión', 'Batería'],
    soundmarket: ['baterias'],
  },
  kinds: [kits, electronic, pieces, cymbals, percussion],
};
