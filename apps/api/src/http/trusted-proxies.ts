import { BlockList, isIPv6 } from 'node:net';

/** The networks whose forwarding headers are believed. */
export class TrustedProxies {
  private readonly networks = new BlockList();

  /** @param entries addresses or networks such as `10.0.0.0/8`, already checked by the configuration */
  constructor(readonly entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', bits] = entry.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (bits === undefined) this.networks.addAddress(address, family);
      else this.networks.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether the direct peer of a connection is one of them. */
  includes(address: string | undefined): boolean {
    if (address === undefined) return false;
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
    if (mapped !== undefined) return this.networks.check(mapped, 'ipv4');
    return this.networks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}
