/** Words that mean the same on Spanish and English sites, and what people call things for short. Singular, folded. */
const GROUPS = [
  'guitarra guitar',
  'bajo bass',
  'bateria drums drumset drumkit',
  'teclado keyboard',
  'sintetizador synthesizer synth sinte sintes',
  'amplificador amplifier ampli amp amplis',
  'pedal stompbox',
  'altavoz speaker altavoces',
  'microfono microphone micro mic',
  'auricular auriculares headphones',
  'funda gigbag',
  'estuche case',
  'violonchelo cello chelo',
  'violin fiddle',
  'flauta flute',
  'trompeta trumpet',
  'saxofon saxophone saxo sax',
  'clarinete clarinet',
  'ukelele ukulele',
  'acordeon accordion',
  'platillo cymbal platillos',
  'mezclador mixer',
  'zurdo zurda lefty lefthanded',
  'electrica electric electrico',
  'acustica acoustic acustico',
  'clasica classical classic clasico',
  'stratocaster strat strato',
  'telecaster tele',
  'squier squire',
  'rickenbacker ric',
  'cuerda string',
  'japon japan japanese japones japonesa mij',
  'mejico mexico mexican mexicano mexicana mim',
  'negro negra black',
  'blanco blanca white',
  'rojo roja red',
  'azul blue',
  'verde green',
  'tecla key',
  'correa strap',
  'pastilla pickup',
  'soporte stand',
  'mastil neck',
] as const;

const BY_WORD = new Map<string, readonly string[]>();
for (const group of GROUPS) {
  const words = group.split(' ');
  for (const word of words) BY_WORD.set(word, words);
}

/** The words that mean the same as this one, singular or plural; itself left out. */
export function synonymsOf(word: string): readonly string[] {
  const group = [word, word.replace(/s$/, ''), word.replace(/es$/, '')].find((one) => BY_WORD.has(one));
  return (BY_WORD.get(group ?? word) ?? []).filter((other) => other !== word);
}
