// Sends a mail to ourselves the way a portal does: over SMTP, through the door that everybody's mail comes in by.
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { OWN_PROXY_HEADER, proxies } from './smtp/proxies.ts';

/** Hands one mail to our own SMTP door. Rejects when it is not taken within seconds. */
export type OwnDoor = (to: string, raw: Uint8Array) => Promise<void>;

const WITHIN_MS = 10_000;

/**
 * `host` and `port` are where the door is. On this machine the session is not encrypted; to another it is where the door
 * offers that, whatever name its certificate bears, as mail servers do among each other (RFC 7435).
 * `proxyFrom` as in the settings: where this machine itself is listed, the door waits for a header.
 */
export function openOwnDoor({ host, port }: { host: string; port: number }, proxyFrom: string[]): OwnDoor {
  const isProxy = proxies(proxyFrom);
  const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return async (to, raw) => {
    const transport = createTransport({
      host,
      port,
      ignoreTLS: isHere,
      tls: { rejectUnauthorized: false },
      greetingTimeout: WITHIN_MS,
      socketTimeout: WITHIN_MS,
      getSocket(_, done) {
        const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: WITHIN_MS });
        const failed = (error: Error) => done(error, undefined);
        socket.once('error', failed);
        socket.once('timeout', () => socket.destroy(new Error('the SMTP door does not answer')));
        socket.once('connect', () => {
          socket.removeListener('error', failed);
          if (isProxy(socket.localAddress ?? '')) socket.write(OWN_PROXY_HEADER);
          done(null, { connection: socket });
        });
      },
    });
    try {
      await transport.sendMail({ envelope: { from: '', to: [to] }, raw: Buffer.from(raw) });
    } finally {
      transport.close();
    }
  };
}
