// The one HTTP client for addresses that somebody outside has a say in (portals): public addresses alone, judged when the
// socket connects; no redirects, limits on time and size.
import type { IncomingHttpHeaders } from 'node:http';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, request } from 'undici';
import { AddressRefused, guardedConnect } from './guarded-connect.ts';

/** Why there is no answer. `refused-address`: not a public one; `unreachable`: no connection, TLS, or cut off. */
export type OutboundFailure = 'refused-address' | 'unreachable' | 'too-slow' | 'too-large';

export type OutboundAnswer =
  | { ok: true; status: number; headers: IncomingHttpHeaders; cookies: string[]; body: Buffer }
  /** `hasLeft`: it may have reached the other side; false is certain. */
  | { ok: false; failure: OutboundFailure; hasLeft: boolean };

export interface OutboundRequest {
  method: 'GET' | 'POST';
  /** http: or https:. */
  url: URL;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /**
   * Awaited once the connection stands, before anything of the request leaves. When it throws, nothing leaves and `send`
   * rejects with it. The connection is the request's alone.
   */
  beforeLeaving?: () => Promise<void>;
  /** Aborting rejects with its reason. */
  signal?: AbortSignal;
}

export interface Outbound {
  /** One request and its whole body, decompressed. */
  send(request: OutboundRequest): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

export interface OutboundOptions {
  /** host:port that may be called although it is not public. */
  allow?: readonly string[];
  /** For one request, body included. Default 20 s. */
  timeoutMs?: number;
  /** Of the body, after decompression. Default 5 MB. */
  maxBytes?: number;
  /** Resolves names; default: the system's. */
  lookup?: LookupFunction;
}

const TIMEOUT_MS = 20_000;
const MAX_BYTES = 5_000_000;

class TooLarge extends Error {}

/** Opens the client. */
export function openOutbound(options: OutboundOptions = {}): Outbound {
  const { timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES } = options;
  const agent = new Agent({ connect: guardedConnect(options), headersTimeout: 0, bodyTimeout: 0 });
  return {
    async send({ method, url, headers, body, beforeLeaving, signal }) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:')
        return { ok: false, failure: 'refused-address', hasLeft: false };
      const held = beforeLeaving && holdBack(body ?? '', beforeLeaving, signal);
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await request(url, {
          dispatcher: agent,
          method,
          headers: { 'accept-encoding': 'gzip, deflate, br', ...headers, ...held?.headers },
          body: held?.body ?? body ?? null,
          reset: held !== undefined,
          signal: stoppedBy(deadline, held ? held.signal : signal),
        });
        const whole = await read(answer.body, answer.headers['content-encoding'], maxBytes);
        const { statusCode: status, headers: heads } = answer;
        // Of one cookie undici gives its line, whatever the types say.
        const cookies = [heads['set-cookie'] ?? []].flat();
        return { ok: true, status, headers: heads, cookies, body: whole };
      } catch (error) {
        if (held?.refused()) throw held.refused();
        const hasLeft = held ? held.hasLeft() : true;
        if (!held) signal?.throwIfAborted();
        return { ok: false, failure: deadline.aborted ? 'too-slow' : failureOf(error as Error), hasLeft };
      }
    },
    close: () => agent.destroy(),
  };
}

const stoppedBy = (deadline: AbortSignal, signal: AbortSignal | undefined): AbortSignal =>
  signal ? AbortSignal.any([signal, deadline]) : deadline;

/** A body that waits: undici writes a request's head together with the first of its body. */
function holdBack(
  body: string | Uint8Array,
  beforeLeaving: () => Promise<void>,
  signal: AbortSignal | undefined,
) {
  const bytes = Buffer.from(body as string);
  let hasLeft = false;
  let refusal: unknown = null;
  // Once it has left, its answer is waited for.
  const untilLeft = new AbortController();
  signal?.addEventListener('abort', () => hasLeft || untilLeft.abort(), { once: true });
  if (signal?.aborted) untilLeft.abort();
  async function* leaving() {
    await beforeLeaving().catch((error: unknown) => {
      refusal = error;
      throw error;
    });
    hasLeft = true;
    yield bytes;
  }
  return {
    headers: { 'content-length': String(bytes.length) },
    body: Readable.from(leaving(), { objectMode: false }),
    signal: untilLeft.signal,
    hasLeft: () => hasLeft,
    refused: () => refusal,
  };
}

function failureOf(error: Error & { code?: string }): OutboundFailure {
  if (error instanceof AddressRefused) return 'refused-address';
  if (error instanceof TooLarge) return 'too-large';
  return error.code === 'UND_ERR_CONNECT_TIMEOUT' ? 'too-slow' : 'unreachable';
}

/** Reads at most so much; what was sent compressed is counted as it unfolds. */
async function read(
  body: AsyncIterable<Buffer> & { pipe: NodeJS.ReadableStream['pipe']; destroy: () => unknown },
  encoding: string | string[] | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const unfold = decompressor(String(encoding ?? 'identity').toLowerCase());
  const stream = unfold ? body.pipe(unfold) : body;
  // pipe() does not pass on how the body ended.
  if (unfold) (body as unknown as NodeJS.ReadableStream).on('error', (error) => unfold.destroy(error));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new TooLarge();
      chunks.push(chunk);
    }
  } finally {
    body.destroy();
  }
  return Buffer.concat(chunks, bytes);
}

function decompressor(encoding: string) {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}
