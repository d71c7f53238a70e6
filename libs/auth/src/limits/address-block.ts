/** What is counted where nobody knows the address. */
const UNKNOWN = 'unknown';

/**
 * The addresses that count as one caller: an IPv4 address by itself, and the /64 of an IPv6 address, all of which one
 * customer has to himself (RFC 6177, RIPE-690). IPv4 written as IPv6 (`::ffff:192.0.2.1`, RFC 4291) is IPv4.
 */
export function addressBlock(ip: string | null): string {
  const address = withoutPort(ip?.split('%', 1)[0] ?? '');
  if (!address.includes(':')) return address === '' ? UNKNOWN : address;
  const groups = ipv6Groups(address);
  if (groups === null) return UNKNOWN;
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

/** Some proxies write the port of their client behind its address. */
function withoutPort(address: string): string {
  return /^\[(.+)\]:\d+$/.exec(address)?.[1] ?? /^(\d+(?:\.\d+){3}):\d+$/.exec(address)?.[1] ?? address;
}

/** The eight numbers of an IPv6 address in any spelling; `null` when it is none. */
function ipv6Groups(address: string): number[] | null {
  const url = `http://[${address}]/`;
  if (!/^[0-9a-f:.]+$/i.test(address) || !URL.canParse(url)) return null;
  // the one spelling of RFC 5952, without dots
  const [head = '', tail] = new URL(url).hostname.slice(1, -1).split('::');
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [first, last] = [numbers(head), numbers(tail ?? '')];
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}
