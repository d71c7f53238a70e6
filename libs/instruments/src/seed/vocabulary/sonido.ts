import type { CategoryVocabulary, InstrumentKind } from './kind';

const microphones: InstrumentKind = {
  weight: 28,
  gender: 'm',
  nouns: { es: ['micrófono', 'micro', 'micrófono'], en: ['microphone', 'mic'] },
  details: {
    es: ['con araña', 'con pinza', 'con maletín', 'pareja', 'con filtro antipop', 'con cable XLR'],
    en: ['w/ shockmount', 'w/ clip', 'matched pair', 'w/ case', 'w/ XLR cable'],
  },
  label: { es: 'Micrófonos', en: 'Microphones' },
  years: null,
  makers: {
    Shure: { SM58: 75, SM57: 75, SM7B: 290, 'Beta 52A': 110, KSM32: 330, BLX24: 190 },
    Neumann: { U87: 2100, 'TLM 103': 780, KM184: 520, 'U47 FET': 2900, 'TLM 102': 480 },
    AKG: { C414: 620, D112: 110, C214: 260, 'Perception 220': 85, C451: 330 },
    Rode: { 'NT1-A': 130, NT2: 190, NT5: 190, PodMic: 75, 'VideoMic Pro': 110 },
    Sennheiser: { 'MD 421': 260, e906: 130, e835: 60, 'EW 100 G3': 260, 'MKH 416': 620 },
    'Audio-Technica': { AT2020: 65, AT4040: 230, AT4050: 380 },
    'Electro-Voice': { RE20: 380, 'ZLX-12P': 290 },
    Beyerdynamic: { M201: 160, M88: 260 },
    Oktava: { 'MK-012': 190, 'MK-319': 140 },
    Behringer: { 'B-1': 60, 'C-2': 40 },
  },
};

const interfaces: InstrumentKind = {
  weight: 24,
  gender: 'f',
  nouns: {
    es: ['tarjeta de sonido', 'interfaz de audio', 'interfaz'],
    en: ['audio interface', 'USB interface'],
  },
  details: {
    es: ['USB-C', 'con drivers actualizados', 'con licencia', 'con fuente'],
    en: ['USB-C', 'w/ license transfer', 'w/ power supply'],
  },
  label: { es: 'Interfaces de audio', en: 'Audio Interfaces' },
  years: null,
  makers: {
    Focusrite: {
      'Scarlett 2i2': 95,
      'Scarlett 18i20': 290,
      'Clarett 8Pre': 380,
      'Saffire Pro 40': 160,
      'Scarlett Solo': 75,
    },
    'Universal Audio': { 'Apollo Twin': 560, 'Apollo x8': 1500, Arrow: 290, 'Volt 2': 130 },
    RME: { 'Babyface Pro': 560, 'Fireface UCX': 780, 'Fireface 800': 430, 'HDSP 9632': 190 },
    MOTU: { M4: 190, '828 mkII': 190, 'UltraLite mk3': 260 },
    PreSonus: { 'AudioBox USB': 65, 'Quantum 2626': 380, 'Studio 24c': 110 },
    'M-Audio': { 'Fast Track': 40, 'Delta 1010': 75, 'AIR 192': 75 },
    Steinberg: { UR22: 95, UR44: 190 },
    Apogee: { Duet: 290, 'Symphony Desktop': 850 },
    Behringer: { UMC404HD: 85, UM2: 25 },
    Audient: { iD4: 110, iD14: 160 },
  },
};

const monitors: InstrumentKind = {
  weight: 14,
  gender: 'm',
  nouns: {
    es: ['monitores de estudio', 'pareja de monitores', 'monitores'],
    en: ['studio monitors', 'monitor pair'],
  },
  details: {
    es: ['con cajas originales', 'con soportes', 'membranas perfectas', 'con fundas'],
    en: ['w/ boxes', 'w/ stands', 'w/ covers'],
  },
  label: { es: 'Monitores y altavoces', en: 'Studio Monitors' },
  years: null,
  makers: {
    Yamaha: { HS8: 430, HS5: 260, NS10M: 480, MSP5: 260 },
    KRK: { 'Rokit 5': 190, 'Rokit 8': 290, 'VXT 6': 380 },
    Genelec: { '8030C': 780, '1030A': 650, '8020B': 480 },
    Adam: { A7X: 780, T5V: 290, A5X: 480 },
    JBL: { '305P MkII': 190, 'Control 1': 130, LSR308: 290 },
    Dynaudio: { BM5A: 480, 'LYD 7': 780 },
    Mackie: { HR824: 480, CR3: 65 },
    Focal: { 'Alpha 65': 430, 'CMS 50': 620 },
  },
};

const speakers: InstrumentKind = {
  ...monitors,
  weight: 9,
  nouns: {
    es: ['altavoz autoamplificado', 'altavoz activo', 'altavoz de escenario'],
    en: ['active speaker', 'PA speaker'],
  },
  details: {
    es: ['con funda', 'con soporte', 'revisado', 'con cable', 'esquinas tocadas'],
    en: ['w/ cover', 'w/ stand', 'w/ cable', 'tested'],
  },
  makers: {
    JBL: { 'EON 615': 380, 'PRX 715': 650, 'IRX 112': 330 },
    Yamaha: { DXR12: 480, DBR10: 290, 'Stagepas 400': 480 },
    Mackie: { SRM450: 290, 'Thump 12': 190 },
    QSC: { 'K12.2': 750, K10: 520, CP8: 330 },
    Bose: { 'L1 Compact': 620, 'S1 Pro': 430 },
    'Electro-Voice': { 'ZLX-12P': 290, 'Evolve 50': 950 },
    RCF: { 'ART 310A': 290, 'EVOX 8': 850 },
    Behringer: { B212D: 160, B115W: 190 },
    DAS: { 'Action 12A': 430 },
  },
};

const mixers: InstrumentKind = {
  weight: 20,
  gender: 'f',
  nouns: {
    es: ['mesa de mezclas', 'mesa de sonido', 'mesa'],
    en: ['mixing console', 'mixer', 'mixing desk'],
  },
  details: {
    es: ['con flightcase', 'faders nuevos'],
    en: ['w/ flight case', 'new faders'],
  },
  label: { es: 'Mesas de mezclas', en: 'Mixers' },
  years: null,
  makers: {
    Behringer: { X32: 1350, 'Xenyx 1202': 75, 'X Air XR18': 430, 'Eurorack UB2442': 160 },
    Yamaha: { MG12XU: 230, '01V96': 620, MG16: 260, QL1: 3800, TF1: 1500 },
    Soundcraft: { 'Signature 12': 290, 'Ghost 24': 1150, 'Spirit Folio': 160, Ui24R: 780 },
    'Allen & Heath': { 'ZED-10': 160, 'Qu-16': 1150, 'SQ-5': 2100 },
    Mackie: { '1604-VLZ': 330, 'Onyx 1620': 430, ProFX12: 190 },
    Midas: { M32: 2400, 'Venice 240': 780 },
  },
};

const dj: InstrumentKind = {
  ...mixers,
  weight: 10,
  gender: 'm',
  nouns: { es: ['plato giradiscos', 'giradiscos'], en: ['turntable', 'DJ turntable'] },
  details: {
    es: ['con cápsula', 'con tapa', 'aguja nueva', 'con flightcase', 'pareja a juego'],
    en: ['w/ cartridge', 'w/ lid', 'new stylus', 'w/ flight case'],
  },
  label: { es: 'DJ', en: 'DJ and Lighting Gear' },
  makers: {
    Technics: { 'SL-1200 MK2': 520, 'SL-1210 MK5': 560, 'SL-1210 MK7': 780 },
    Pioneer: { 'PLX-500': 230, 'PLX-1000': 480 },
    Reloop: { 'RP-7000': 330, 'RP-2000': 190 },
    'Audio-Technica': { 'AT-LP120': 190 },
    Stanton: { 'STR8-100': 190, 'T.62': 130 },
    Numark: { PT01: 75, TTX: 190 },
    Vestax: { 'PDX-2000': 330 },
  },
};

const recorders: InstrumentKind = {
  ...mixers,
  weight: 7,
  nouns: {
    es: ['grabadora', 'grabadora digital', 'grabadora portátil'],
    en: ['recorder', 'portable recorder'],
  },
  details: {
    es: ['con tarjeta SD', 'con fuente', 'con funda', 'con trípode', 'pilas incluidas'],
    en: ['w/ SD card', 'w/ power supply', 'w/ case', 'w/ tripod'],
  },
  label: { es: 'Grabación', en: 'Recording' },
  makers: {
    Zoom: { H4n: 130, H6: 230, H1n: 60, R16: 190 },
    Tascam: { 'Portastudio 424': 290, 'DR-05': 75, 'DP-24': 290, 'DR-40X': 130 },
    Roland: { 'VS-880': 190, 'R-26': 230 },
    Yamaha: { MT4X: 190, AW16G: 190 },
    Fostex: { 'VF-160': 160, 'X-26': 95 },
    Boss: { 'BR-80': 160, 'BR-600': 160 },
  },
};

/** Recording, live sound and DJ gear. */
export const sonido: CategoryVocabulary = {
  slug: 'sonido',
  labels: {
    reverb: ['Pro Audio', 'DJ and Lighting Gear'],
    hispasonic: ['Sonido', 'Sonido y grabación'],
    guitarristas: ['Audio y grabación', 'Sonido'],
    soundmarket: ['sonido'],
  },
  kinds: [microphones, interfaces, monitors, speakers, mixers, dj, recorders],
};
