// The smtp part alone as a process of its own, with both doors open: for what is thrown at the edge. Nothing reads the
// mails behind it, so what was stored is what the door took.
import { join } from 'node:path';
import type { Where } from '../../support/raw-smtp.ts';
import { type Installation, openInstallation } from './installation.ts';

export interface SmtpPart {
  smtp: { port: number };
  lmtp: Where;
  /** The one inbox address. */
  inbox: string;
  query: Installation['query'];
  /** How many mails hold these bytes. */
  storedWith(text: string): Promise<number>;
  close(): Promise<void>;
}

/** Starts it. */
export async function startSmtpPart(env: Record<string, string> = {}): Promise<SmtpPart> {
  const installation = await openInstallation({ firms: 1, connections: 1 });
  try {
    const path = join(installation.folder, 'lmtp');
    const part = installation.start({ parts: ['smtp'], env: { LMTP_SOCKET: path, ...env } });
    await part.up;
    const { query } = installation;
    return {
      smtp: { port: installation.smtpPort },
      lmtp: { path },
      inbox: installation.firms[0]?.[0] ?? '',
      query,
      async storedWith(text) {
        const [row] = await query<{ n: number }>(
          'SELECT count(*)::int AS n FROM mails WHERE position($1::bytea IN raw) > 0',
          [Buffer.from(text)],
        );
        return row?.n ?? -1;
      },
      close: installation.close,
    };
  } catch (error) {
    await installation.close();
    throw error;
  }
}
