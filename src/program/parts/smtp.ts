// The part that takes mails in. It holds nothing but the SMTP door: many of it may run, each behind an MX of its own.
import { openSmtpDoor } from '../../intake/smtp.ts';
import type { Foundation, Running } from './foundation.ts';

/** The signals it hears: it only tells. */
export const hears: string[] = [];

export interface SmtpPart extends Running {
  port: number;
}

/** Opens the door. @throws StartError when it cannot be opened. */
export async function openSmtp({ config, log, db, signals }: Foundation): Promise<SmtpPart> {
  const door = await openSmtpDoor({
    config: config.smtp,
    lmtp: config.lmtp,
    dataDir: config.dataDir,
    productName: config.productName,
    db,
    signals,
    log: log.child({ part: 'smtp' }),
    now: () => new Date(),
  });
  return { port: door.port, stop: door.close };
}
