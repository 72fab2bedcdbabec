// Connections that are kept for the next message: a new one costs a relay's greeting, TLS and a sign-in.
import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Longer, and what stands between us and the relay may forget it without a word, which would cost the next message 25 s. */
const KEPT_MS = 5_000;
/** Relays end a connection after so many, or more. */
const MESSAGES_MAX = 100;

export type KeptConnections = ReturnType<typeof openKeptConnections>;

export function openKeptConnections() {
  const kept: { connection: SMTPConnection; forget: () => void }[] = [];
  const messages = new WeakMap<SMTPConnection, number>();
  return {
    /** The one kept last, which is no longer kept; null when there is none. The relay may have closed it unheard. */
    take(): SMTPConnection | null {
      const last = kept.at(-1);
      last?.forget();
      return last?.connection ?? null;
    },
    /** After a message that the relay accepted on it. */
    keep(connection: SMTPConnection): void {
      const sent = (messages.get(connection) ?? 0) + 1;
      messages.set(connection, sent);
      if (sent >= MESSAGES_MAX || connection.destroyed) {
        connection.close();
        return;
      }
      const forget = () => {
        clearTimeout(clock);
        connection.off('end', forget);
        kept.splice(
          kept.findIndex((one) => one.connection === connection),
          1,
        );
      };
      const clock = setTimeout(() => {
        forget();
        connection.close();
      }, KEPT_MS).unref();
      connection.on('end', forget);
      kept.push({ connection, forget });
    },
    close(): void {
      for (const { connection, forget } of kept.toReversed()) {
        forget();
        connection.close();
      }
    },
  };
}
