/** How whole numbers are parted in a language, and where its decimals begin. */
const SIGNS = { es: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/**
 * A sum as people write it, as the API takes it: 1.250,50 € in Spanish and 1,250.50 in English are both `1250.50`.
 *
 * @returns `null`: it is none
 */
export function readAmount(text: string, locale: string): string | null {
  const { group, decimal } = SIGNS[locale === 'es' ? 'es' : 'en'];
  const sum = text.trim().replace(/\s*€$/, '');
  const grouped = sum.split(decimal)[0]?.split(group) ?? [];
  const isGrouped =
    grouped.length > 1 && grouped.every((part, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  const plain = (isGrouped ? sum.replaceAll(group, '') : sum).replace(',', '.');
  return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? plain : null;
}

/** A sum of the API as it is written into a form. */
export function writeAmount(amount: string, locale: string): string {
  return locale === 'es' ? amount.replace('.', ',') : amount;
}

/** The values of a form with the price as the API takes it; what is no sum stays, and is refused. */
export function withReadPrice(form: Record<string, unknown>, locale: string): Record<string, unknown> {
  const { price } = form;
  if (typeof price !== 'object' || price === null || !('amount' in price)) return form;
  const { amount } = price;
  if (typeof amount !== 'string') return form;
  return { ...form, price: { ...price, amount: readAmount(amount, locale) ?? amount } };
}
