import type { CategoryVocabulary, InstrumentKind } from './kind';

const books: InstrumentKind = {
  weight: 38,
  gender: 'm',
  nouns: { es: ['libro', 'libro de partituras', 'libro de música'], en: ['book', 'music book', 'songbook'] },
  details: {
    es: ['con CD', 'subrayado a lápiz', 'tapa dura', 'dos tomos', 'en castellano'],
    en: ['w/ CD', 'hardcover', '2 volumes', 'pencil marks'],
  },
  label: { es: 'Libros y partituras', en: 'Books and Sheet Music' },
  years: [1995, 2019],
  makers: {
    'Real Musical': { 'Solfeo de los Solfeos': 12, 'Lenguaje Musical II': 14, 'Armonía de Zamacois': 22 },
    'Hal Leonard': { 'The Real Book Vol. I': 25, 'Guitar Method Complete': 18, 'Jazz Piano Solos': 15 },
    Berklee: { 'A Modern Method for Guitar': 28, 'Melodic Rhythms': 15 },
    Suzuki: { 'Violin School Vol. 2': 12, 'Cello School Vol. 1': 12 },
    'Editorial Boileau': { 'Escuela Razonada': 18, 'Estudios de Sor': 14 },
    Ricordi: { 'Hanon Virtuoso': 10, 'Czerny Op. 299': 9 },
    Carisch: { 'Carulli Op. 241': 15 },
  },
};

const world: InstrumentKind = {
  weight: 20,
  gender: 'f',
  nouns: { es: ['armónica', 'armónica'], en: ['harmonica', 'harp'] },
  details: {
    es: ['en do', 'en la', 'con estuche', 'con bolsa', 'afinada'],
    en: ['Key of C', 'Key of A', 'w/ case', 'w/ bag'],
  },
  label: { es: 'Instrumentos del mundo', en: 'World Instruments' },
  years: null,
  makers: {
    Hohner: {
      'Marine Band 1896': 28,
      'Blues Harp': 22,
      'Chromonica 48': 85,
      'Super 64': 130,
      'Student 32': 30,
    },
    Suzuki: { Bluesmaster: 25, 'Manji M-20': 38 },
    Seydel: { '1847 Classic': 55, Saxony: 190 },
  },
};

const melodicas: InstrumentKind = {
  ...world,
  weight: 6,
  nouns: { es: ['melódica'], en: ['melodica'] },
  details: {
    es: ['con estuche', 'con boquilla larga', 'con tubo', 'negra'],
    en: ['w/ case', 'w/ tube', 'Black'],
  },
  makers: {
    Hohner: { 'Student 32': 30, 'Airboard 37': 60, Superforce: 50 },
    Suzuki: { 'Melodion M-37C': 85, 'Melodion Pro-37': 130 },
    Yamaha: { 'P-37D': 65, 'P-32D': 40 },
    Hammond: { 'Pro-44HP': 260 },
    Thomann: { 'Melodica 32': 20 },
  },
};

const kalimbas: InstrumentKind = {
  ...world,
  weight: 6,
  nouns: { es: ['kalimba', 'kalimba'], en: ['kalimba', 'thumb piano'] },
  details: {
    es: ['con funda', 'con martillo afinador', 'de caoba', '17 láminas'],
    en: ['w/ bag', 'w/ tuning hammer', 'Mahogany'],
  },
  makers: {
    Hokema: { 'Sansula Basic': 95, B9: 60, B17: 130 },
    Meinl: { 'Sonic Energy 17': 45, 'Pocket 7': 22 },
    Thomann: { TK17: 20 },
    Sela: { 'Mahogany 17': 45 },
  },
};

const bagpipes: InstrumentKind = {
  ...world,
  weight: 4,
  nouns: { es: ['gaita', 'gaita gallega'], en: ['bagpipes', 'Galician bagpipes'] },
  details: { es: ['con funda', 'fuelle nuevo', 'en do', 'vestido verde'], en: ['w/ bag', 'Key of C'] },
  makers: {
    Seivane: { Marcial: 850, Estudio: 520 },
    'Gaitas Varela': { Redonda: 620 },
    McCallum: { AB0: 950 },
    Cabezón: { 'en si bemol': 480 },
  },
};

const lights: InstrumentKind = {
  weight: 18,
  gender: 'm',
  nouns: { es: ['foco LED', 'foco'], en: ['LED par', 'stage light'] },
  details: {
    es: ['con DMX', 'pareja', 'con mando', 'con soporte', 'RGBW'],
    en: ['w/ DMX cable', 'pair', 'w/ remote', 'RGBW'],
  },
  label: { es: 'Iluminación', en: 'Stage Lighting' },
  years: null,
  makers: {
    Stairville: { 'LED Par 56': 25, CLB4: 130 },
    Cameo: { 'Flat Pro 7': 85, 'PAR 64 CAN': 60 },
    'American DJ': { 'Mega Hex Par': 85 },
    Chauvet: { 'GigBar 2': 260, 'SlimPAR 56': 55 },
    Eurolite: { 'LED KLS-180': 190, 'N-10': 30 },
  },
};

const movingHeads: InstrumentKind = {
  ...lights,
  weight: 8,
  gender: 'f',
  nouns: { es: ['cabeza móvil'], en: ['moving head'] },
  makers: {
    Stairville: { 'MH-X50': 190, 'MH-100': 230 },
    Cameo: { 'Nanospot 120': 190, 'Auro Spot 200': 330 },
    Chauvet: { 'Intimidator 110': 190, 'Intimidator 360': 480 },
    'American DJ': { 'Inno Pocket Spot': 160, 'Vizi Beam 5R': 620 },
    Eurolite: { 'TMH-12': 190 },
  },
};

/** What fits on no other shelf. */
export const otros: CategoryVocabulary = {
  slug: 'otros',
  labels: {
    reverb: ['Other', 'Books and Sheet Music'],
    hispasonic: ['Otros', 'Otros instrumentos'],
    guitarristas: ['Otros', 'Miscelánea'],
    soundmarket: ['otros'],
  },
  kinds: [books, world, melodicas, kalimbas, bagpipes, lights, movingHeads],
};
