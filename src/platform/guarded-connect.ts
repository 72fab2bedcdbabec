// Sockets to public addresses alone, judged when they connect: a name may lead elsewhere than a moment ago.
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import { isPublicAddress } from './public-address.ts';

export interface ConnectOptions {
  /** host:port that may be called although it is not public. */
  allow?: readonly string[] | undefined;
  /** Resolves names; default: the system's. */
  lookup?: LookupFunction | undefined;
}

/** The address is not one that may be called. */
export class AddressRefused extends Error {}

const CONNECT_MS = 10_000;

/** How a client connects: to what is allowed by name and port, else to public addresses alone. */
export function guardedConnect({ allow = [], lookup = systemLookup as LookupFunction }: ConnectOptions) {
  const settings = { timeout: CONNECT_MS, allowH2: false };
  const open = buildConnector({ ...settings, lookup });
  const guarded = buildConnector({ ...settings, lookup: publicOnly(lookup) });
  const connect: buildConnector.connector = (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const port = target.port || (target.protocol === 'https:' ? '443' : '80');
    if (allow.includes(`${host}:${port}`)) return open(target, callback);
    // Node asks nobody about an address that is written as one.
    if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(new AddressRefused(), null);
    return guarded(target, (...[error, socket]) => {
      if (error) return callback(error, null);
      if (isPublicAddress((socket as Socket).remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      return callback(new AddressRefused(), null);
    });
  };
  return connect;
}

/** A lookup that gives public addresses only, and fails when there is none. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = (found as LookupAddress[]).filter(({ address }) => isPublicAddress(address));
      const [first] = addresses;
      if (!first) return callback(new AddressRefused(), []);
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
}
