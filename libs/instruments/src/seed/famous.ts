import type { SeedSource } from './vocabulary';

/** Source, the site's label, title, price and maker. */
export type FamousRow = readonly [
  source: SeedSource,
  label: string,
  name: string,
  price: string | null,
  brand: string,
];

/**
 * Listings written by hand: models that everybody searches for, so that a first tour finds something, and what
 * drawing by lot would not give: things given away, labels that nobody has mapped yet, characters with a
 * meaning in SQL. Add at the end only: the place in the list is part of the link.
 */
export const famousRows: readonly FamousRow[] = [
  ['hispasonic', 'Sintetizadores', 'roland jv-1080 con tarjeta orquestal', '350.00', 'Roland'],
  ['guitarristas', 'Sintetizadores', 'Módulo Roland JV-1080, pantalla nueva', '320.00', 'Roland'],
  ['reverb', 'Synthesizers', 'Roland JV-1080 64-Voice Synth Module 1994', '389.47', 'Roland'],
  ['soundmarket', 'sintetizadores', 'Roland JV 1080 rack', '299.00', 'Roland'],
  ['hispasonic', 'Sintetizadores', 'Yamaha DX7 con maleta y cartuchos', '520.00', 'Yamaha'],
  ['reverb', 'Synthesizers', 'Yamaha DX7 Digital FM Synth 1984 - serviced', '611.20', 'Yamaha'],
  [
    'guitarristas',
    'Guitarras eléctricas',
    'Fender Telecaster American Vintage 52 Butterscotch',
    '1650.00',
    'Fender',
  ],
  ['soundmarket', 'guitarras', 'Guitarra eléctrica Fender Telecaster México', '520.00', 'Fender'],
  ['reverb', 'Electric Guitars', "Fender Custom Shop '63 Telecaster Relic w/ OHSC", '3120.75', 'Fender'],
  ['hispasonic', 'Guitarras', 'squier telecaster classic vibe 50s rubia', '330.00', 'Squier'],
  ['guitarristas', 'Guitarras', 'Fender Stratocaster Japan ST62 como nueva', '850.00', 'Fender'],
  ['reverb', 'Electric Guitars', 'Fender Stratocaster 1979 Natural All Original', '2475.00', 'Fender'],
  ['soundmarket', 'guitarras', 'Guitarra clásica Alhambra 4P con estuche', '430.00', 'Alhambra'],
  ['hispasonic', 'Guitarras', 'alhambra 4P cedro, poco uso', '390.00', 'Alhambra'],
  ['guitarristas', 'Guitarras clásicas y flamencas', 'Alhambra 4P zurda', '410.00', 'Alhambra'],
  ['reverb', 'Classical Guitars', 'Alhambra 4P Classical Guitar, made in Spain', '489.00', 'Alhambra'],
  ['hispasonic', 'Baterías', 'batería pearl export completa con platos', '550.00', 'Pearl'],
  ['guitarristas', 'Batería y percusión', 'Batería Pearl Export EXX negra, 22 20 12 14', '620.00', 'Pearl'],
  ['soundmarket', 'baterias', 'Bateria Yamaha Stage Custom sin platos', '540.00', 'Yamaha'],
  ['reverb', 'Drum Kits', 'Pearl Export 5-piece Drum Kit w/ hardware', '598.30', 'Pearl'],
  ['guitarristas', 'Efectos y pedales', 'Boss DS-1 made in Japan 1985', '95.00', 'Boss'],
  ['hispasonic', 'Efectos', 'pedal boss ds-1 naranja con caja', '45.00', 'Boss'],
  ['reverb', 'Effects and Pedals', 'Ibanez TS808 Tube Screamer 1981', '985.00', 'Ibanez'],
  ['soundmarket', 'vientos', 'Clarinete Buffet E11 revisado', '480.00', 'Buffet'],
  ['hispasonic', 'Vientos', 'Saxo tenor Selmer Mark VI 1968', '6200.00', 'Selmer'],
  ['guitarristas', 'Bajos', 'Bajo Fender Jazz Bass México 2010', '590.00', 'Fender'],
  ['reverb', 'Bass Guitars', 'Höfner 500/1 Violin Bass 1966 Sunburst', '2890.00', 'Höfner'],
  ['guitarristas', 'Amplis', 'Marshall JCM800 2203 cabezal, 100% original', '1850.00', 'Marshall'],
  ['soundmarket', 'sonido', 'Shure SM58 + pie + cable', '85.50', 'Shure'],
  ['hispasonic', 'Teclas', 'Nord Stage 3 88 con funda, como nuevo', '2650.00', 'Nord'],
  // given away
  ['hispasonic', 'Teclados', 'Regalo piano de pared, hay que venir a buscarlo', '0.00', 'Chassaigne Frères'],
  ['guitarristas', 'Otros', 'Regalo métodos de solfeo y armonía', '0.00', 'Real Musical'],
  ['soundmarket', 'accesorios', 'Regalo atril plegable, le falta un tornillo', '0.00', 'K&M'],
  ['reverb', 'Parts', 'FREE: box of odd drum parts, just pay shipping', '0.00', 'Pearl'],
  // labels without an alias: they wait in `otros` for an admin
  ['guitarristas', 'Ukeleles raros', 'Ukelele barítono de lata, hecho a mano', '60.00', 'Mahalo'],
  ['hispasonic', 'Varios', 'Lote de cuerdas, púas y cejillas', '15.00', "D'Addario"],
  ['hispasonic', 'Varios', 'Máquina de discos Würlitzer para restaurar', '1800.00', 'Wurlitzer'],
  ['soundmarket', 'varios y curiosidades', 'Caja de música suiza, 72 notas', '240.00', 'Reuge'],
  ['reverb', 'Home Audio', 'Wurlitzer Stereo Console 1962 - as is', '420.00', 'Wurlitzer'],
  // characters that mean something to LIKE, to escapes and to mark-up
  ['guitarristas', 'Guitarras eléctricas', 'Copia japonesa LP_copy de los 70', '380.00', 'Greco'],
  ['hispasonic', 'Efectos', 'fuzz casero back\\slash, 9V', '35.00', 'Mooer'],
  ['soundmarket', 'guitarras', '🎸 Guitarra <de viaje> "Mini" 3/4 & funda', '120.00', 'Córdoba'],
  ['guitarristas', 'Accesorios', 'Púas 50% dto. por cese', '5.00', 'Dunlop'],
  ['hispasonic', 'Sonido', "micro AKG C414 '80s, no envío", null, 'AKG'],
];
