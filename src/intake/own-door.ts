// Sends a mail to ourselves the way a portal does: over SMTP, through the door that everybody's mail comes in by.
import { createTransport } from 'nodemailer';

/** Hands one mail to our own SMTP door. Rejects when it is not taken within seconds. */
export type OwnDoor = (to: string, raw: Uint8Array) => Promise<void>;

const WITHIN_MS = 10_000;

/**
 * `host` and `port` are where the door is. On this machine the session is not encrypted; to another it is where the door
 * offers that, whatever name its certificate bears, as mail servers do among each other (RFC 7435).
 */
export function openOwnDoor({ host, port }: { host: string; port: number }): OwnDoor {
  const isHere = host === 'localhost' || host === '::1' || host.startsWith('127.');
  return async (to, raw) => {
    const transport = createTransport({
      host,
      port,
      ignoreTLS: isHere,
      tls: { rejectUnauthorized: false },
      connectionTimeout: WITHIN_MS,
      greetingTimeout: WITHIN_MS,
      socketTimeout: WITHIN_MS,
    });
    try {
      await transport.sendMail({ envelope: { from: '', to: [to] }, raw: Buffer.from(raw) });
    } finally {
      transport.close();
    }
  };
}
