// The header a proxy says first (HAProxy's PROXY protocol, versions 1 and 2): whose connection it hands on. No I/O.
import { isIP } from 'node:net';

/** Null: more bytes are needed. `address` null: the proxy speaks for itself (LOCAL, UNKNOWN). `rest`: what came behind. */
export type Header = { type: 'header'; address: string | null; rest: Buffer } | { type: 'wrong' } | null;

const SIGNATURE = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1'); // version 2, §2.2
const V1_BYTES_MAX = 107; // §2.1, with its CRLF
const V2_BYTES_MAX = 4096; // addresses and TLVs, of which none are used
const WRONG = { type: 'wrong' } as const;

/** Takes the first bytes of a connection, in chunks of any size. */
export class HeaderReader {
  #bytes = Buffer.alloc(0);

  take(chunk: Buffer): Header {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const bytes = this.#bytes;
    if (startsAs(bytes, SIGNATURE)) return bytes.length < 16 ? null : readV2(bytes);
    if (startsAs(bytes, Buffer.from('PROXY '))) return readV1(bytes);
    return WRONG;
  }
}

// As far as there are bytes.
function startsAs(bytes: Buffer, start: Buffer): boolean {
  const length = Math.min(bytes.length, start.length);
  return bytes.subarray(0, length).equals(start.subarray(0, length));
}

function readV1(bytes: Buffer): Header {
  const end = bytes.subarray(0, V1_BYTES_MAX).indexOf('\r\n');
  if (end < 0) return bytes.length < V1_BYTES_MAX ? null : WRONG;
  const rest = bytes.subarray(end + 2);
  const words = bytes.toString('latin1', 0, end).split(' ');
  const [, family, source = '', target = '', sourcePort = '', targetPort = ''] = words;
  if (family === 'UNKNOWN') return { type: 'header', address: null, rest };
  const version = family === 'TCP4' ? 4 : family === 'TCP6' ? 6 : 0;
  const isWhole = words.length === 6 && version !== 0 && isIP(source) === version && isIP(target) === version;
  const arePorts = [sourcePort, targetPort].every((port) => /^\d{1,5}$/.test(port) && Number(port) < 65_536);
  return isWhole && arePorts ? { type: 'header', address: source, rest } : WRONG;
}

function readV2(bytes: Buffer): Header {
  const [version, family] = [bytes[12] as number, bytes[13] as number];
  const length = bytes.readUInt16BE(14);
  if (version !== 0x20 && version !== 0x21) return WRONG;
  if (length > V2_BYTES_MAX) return WRONG;
  if (bytes.length < 16 + length) return null;
  const block = bytes.subarray(16, 16 + length);
  const rest = bytes.subarray(16 + length);
  if (version === 0x20) return { type: 'header', address: null, rest };
  if (family === 0x11 && length >= 12)
    return { type: 'header', address: [...block.subarray(0, 4)].join('.'), rest };
  if (family === 0x21 && length >= 36) return { type: 'header', address: ipv6(block.subarray(0, 16)), rest };
  return family === 0 ? { type: 'header', address: null, rest } : WRONG;
}

// As the system would write it (RFC 5952); a mapped IPv4 address as such.
function ipv6(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16));
  const url = new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1);
  const mapped = bytes.subarray(0, 12).equals(Buffer.from('00000000000000000000ffff', 'hex'));
  return mapped ? [...bytes.subarray(12)].join('.') : url;
}
