/** Combining acute, grave and diaeresis; the tilde of ñ is left out on purpose. */
const accents = /[\u0300\u0301\u0308]/g;

/** `guitarra eléctrica` as people type it in a hurry. The ñ has a key of its own in Spain and stays. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(accents, '').normalize('NFC');
}

/** The part of a link that is made of the title: lower case letters and digits with hyphens between. */
export function slugOf(text: string): string {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
