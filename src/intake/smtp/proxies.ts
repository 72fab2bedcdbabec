// Which peers speak for others, by the PROXY protocol.
import { BlockList, isIPv6 } from 'node:net';

/** What a proxy says for a connection of its own (PROXY protocol §2.1); we say it where we are listed ourselves. */
export const OWN_PROXY_HEADER = 'PROXY UNKNOWN\r\n';

/** Judges an address by the SMTP_PROXY_FROM of the settings: addresses and networks. */
export function proxies(listed: string[]): (address: string) => boolean {
  if (listed.length === 0) return () => false;
  const list = new BlockList();
  for (const entry of listed) {
    const [address = '', bits] = entry.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
