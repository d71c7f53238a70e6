const GROUPS = [
  // guitars and basses
  'Fender | Squier | Gibson | Epiphone | Paul Reed Smith: PRS | Ibanez | Yamaha | Gretsch',
  'Rickenbacker | Martin: C F Martin, CF Martin | Taylor | Guild | Godin | Takamine | Ovation',
  'Larrivée | Collings | Eastman | Seagull | Breedlove | Lakewood | Furch | Cort | Tokai | Greco',
  'Burny | Fernandes | Orville | Edwards',
  'ESP: ESP LTD, LTD EC, LTD MH, LTD M, LTD F, LTD H, LTD KH, LTD Viper, LTD Alexi, LTD Eclipse, LTD Iron Cross',
  'Jackson | Charvel | Schecter | Kramer | Hamer | Dean | BC Rich: B C Rich | Washburn | Danelectro',
  'Silvertone | Harmony | Kay | Supro | National | Dobro | Teisco | Höfner: Hoefner | Framus | Warwick',
  'Duesenberg | Sadowsky | Spector | Lakland | Fodera | MTD | Suhr | Tom Anderson | James Tyler | Nash',
  'G&L | Music Man: MusicMan, Ernie Ball Music Man, Ernie Ball MusicMan | Sterling by Music Man',
  'Ernie Ball | Reverend | Eastwood | Strandberg | Steinberger | Parker | Hagström | Chapman',
  'Harley Benton | Maybach',
  'Heritage: = Heritage H, Heritage H137, Heritage H140, Heritage H150, Heritage H157, Heritage H530, Heritage H535, Heritage H555, Heritage H575, Heritage Guitars, Heritage Standard H',
  'Alhambra | Raimundo | Admira | José Ramírez: Ramirez | Conde Hermanos | Manuel Rodríguez | Almansa',
  'Prudencio Sáez | Francisco Esteve | Camps | Altamira | Santa Cruz Guitar',
  'Córdoba: = Cordoba Guitars, Cordoba C5, Cordoba C7, Cordoba C9, Cordoba Mini',
  'Aria: Aria Pro, Aria Pro II | EVH | Ormsby | Mayones | Aristides | Kiesel | Carvin | Zemaitis',
  'Fujigen: FGN | Caparison | Knaggs | Lag: = Lag Guitars, Lag Tramontane, Lag Arkane, Lag Roxanne, Lag Jet',
  'Blade: = Blade RH, Blade California | Westone | Valley Arts | Hondo',
  // amplifiers, pickups, effects
  'Marshall | Vox | Ampeg | Laney | Hiwatt | Blackstar | Peavey | Soldano | Bogner | Friedman',
  'Two-Rock | Darkglass | Markbass: Mark Bass | Hartke | Aguilar | Trace Elliot | Gallien-Krueger',
  'Orange: = Orange Amps, Orange Amplification, Orange Crush, Orange Rockerverb, Orange Tiny Terror, Orange Micro Dark, Orange OR15, Orange TH30',
  'Bare Knuckle | Lollar | Lindy Fralin | Bigsby | Floyd Rose | Gotoh | Schaller',
  'Seymour Duncan | DiMarzio | EMG | Fishman | Boss | MXR | Dunlop | Electro-Harmonix: EHX | Strymon',
  'Eventide | TC Electronic | Line 6 | Fractal Audio | Kemper | Neural DSP | Wampler | JHS',
  'Walrus Audio | EarthQuaker Devices | Chase Bliss | Fulltone | Keeley | ProCo | DigiTech',
  'Source Audio | Mooer | Nux | Hotone | Catalinbread | Maxon | Zoom | Way Huge',
  'Empress Effects: Empress | Mesa/Boogie: Mesa Engineering, Mesa Rectifier, Mesa Mark',
  // keyboards and synthesizers
  'Roland | Korg | Moog | Nord: Clavia, Nord Stage, Nord Lead | Arturia | Elektron | Novation | Akai',
  'Behringer | Sequential: Sequential Circuits | Dave Smith Instruments: DSI | Oberheim | Waldorf',
  'Access: = Access Virus | Kurzweil | Dexibell | Casio | Kawai | Hammond | Wurlitzer',
  'Fender Rhodes: Rhodes | Steinway & Sons: Steinway | Bechstein | Bösendorfer | Ensoniq | E-mu',
  'Alesis | M-Audio: MAudio | Native Instruments: Komplete Kontrol | Teenage Engineering | Polyend',
  'Studiologic | Modal Electronics: Modal Argon, Modal Cobalt | Mutable Instruments | Make Noise',
  'Intellijel | Doepfer | Erica Synths | Dreadbox | Vermona | ARP: = ARP Odyssey, ARP 2600, ARP Solina',
  'Buchla | Knobula | ASM: Ashun Sound Machines | UDO | Befaco | Jomox | Noise Engineering | Nektar',
  'Viscount',
  // drums, winds and strings
  'Ludwig | Tama | Mapex | Sonor | DW: Drum Workshop | Slingerland',
  'Pearl: = Pearl Export, Pearl Masters, Pearl Reference, Pearl Session, Pearl Drums, Pearl Eliminator, Batería Pearl, Caja Pearl',
  'Zildjian | Sabian | Paiste | Meinl | Istanbul Agop | Remo | Latin Percussion | Selmer: Henri Selmer',
  'Buffet Crampon: Buffet | Yanagisawa | Keilwerth | Vincent Bach | Hohner | Stagg',
  // studio and stage
  'Focusrite | Universal Audio | RME | MOTU | PreSonus | Mackie | Allen & Heath | Soundcraft',
  'Solid State Logic: SSL | Neumann | AKG | Sennheiser | Shure | Røde: Rode | Audio-Technica | Genelec',
  'ADAM Audio | KRK | Tascam | Pioneer DJ: Pioneer | Technics | Numark | Denon | Neve | Lexicon',
];

/**
 * Makers in their own spelling; after a colon other spellings, parted by commas. A name that is also an everyday word
 * of titles (orange, pearl, Córdoba, mesa) is found by its combinations only: those after `: =`.
 */
export const BRAND_NAMES: readonly string[] = GROUPS.flatMap((line) => line.split(' | '));

/** Makers that are named in titles of instruments for their pickups, bridges and tuners. */
export const PART_MAKERS: ReadonlySet<string> = new Set(
  'Seymour Duncan | DiMarzio | EMG | Fishman | Bare Knuckle | Lollar | Lindy Fralin | Bigsby | Floyd Rose | Gotoh | Schaller'.split(
    ' | ',
  ),
);
