/** What a filter may be; the key of a text says what is wrong with it. The list is not asked for what cannot be. */
type Rule = (value: unknown) => string | undefined;

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id as a list shows it, whole. */
export const isId: Rule = (value) => refused(value, (text) => ID.test(text), 'lists.rules.id');

/** An address or a network; what passes here is judged by the server. */
export const isNetwork: Rule = (value) => refused(value, looksLikeNetwork, 'lists.rules.network');

function refused(value: unknown, fits: (text: string) => boolean, fault: string): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' || fits(text) ? undefined : fault;
}

function looksLikeNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  const octets = address.split('.');
  const isFour = octets.length === 4 && octets.every((one) => /^\d{1,3}$/.test(one) && Number(one) <= 255);
  return isFour || (address.includes(':') && /^[0-9a-f:.]+$/i.test(address));
}

/** Whether a range ends before it begins. */
export function isEmptyRange(from: unknown, to: unknown): boolean {
  return typeof from === 'number' && typeof to === 'number' && from > to;
}
