// Files that a customer's mails brought, newest mail first.
import { getRawMail, headsOf } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { listFiles, type MailFile } from '../../reading/index.ts';
import { mailsOfCustomer } from './timeline.ts';

/** Mails are opened for their files up to so many bytes in all. */
const MOST_BYTES = 48_000_000;
const MOST_MAILS = 200;

export interface CustomerFile extends MailFile {
  mail: { id: string; subject: string | null; receivedAt: Date };
}

/** `isCut`: older mails were not looked into. */
export async function filesOfCustomer(
  tx: Tx,
  organizationId: string,
  customerId: string,
): Promise<{ files: CustomerFile[]; isCut: boolean }> {
  const ids = await mailsOfCustomer(tx, organizationId, customerId, false);
  const heads = await headsOf(tx, organizationId, ids);
  heads.sort((a, b) => (a.id < b.id ? 1 : -1));
  const files: CustomerFile[] = [];
  let room = MOST_BYTES;
  for (const [n, { id, subject, receivedAt, size }] of heads.entries()) {
    room -= size;
    // The newest is looked into whatever its size.
    if (n > 0 && (room < 0 || n >= MOST_MAILS)) return { files, isCut: true };
    const raw = await getRawMail(tx, organizationId, id);
    if (!raw) continue;
    files.push(...listFiles(raw).map((file) => ({ ...file, mail: { id, subject, receivedAt } })));
  }
  return { files, isCut: false };
}
