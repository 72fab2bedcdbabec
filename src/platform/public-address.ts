// Which addresses are the public internet: everything else (this machine, its network, tunnels into it) is not for calls
// whose target somebody from outside has a say in (RFC 6890, and what the registries have added since).
import { BlockList, isIP } from 'node:net';

const reserved = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // link-local, where clouds keep their keys
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4],
] as const)
  reserved.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['2001::', 23], // Teredo and other special purposes
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4: an IPv4 address in disguise
  ['3fff::', 20],
] as const)
  reserved.addSubnet(network, bits, 'ipv6');

// Of IPv6 only this block is given out: loopback, unique local, link-local, IPv4-mapped and NAT64 lie outside.
const given = new BlockList();
given.addSubnet('2000::', 3, 'ipv6');

/** True for an address (not a name) that is reached over the public internet. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !reserved.check(address, 'ipv4');
    case 6:
      return given.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
    default:
      return false;
  }
}
