// 再送: a person has a mail sent once more.
import { listMembers } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockJob, publishJob } from '../platform/jobs.ts';
import type { Sealer } from '../platform/sealing.ts';
import { mayResend } from './rules/may-resend.ts';
import { copyBody } from './sealed-letter.ts';
import {
  getOutgoing,
  holdOutgoing,
  holdRelease,
  jobFor,
  putRow,
  repeatUnderWay,
  updateOutgoing,
} from './store.ts';

/**
 * Sends a mail that ended again, as a new row; one that still waits is tried at once. Asked twice, it goes once.
 * @returns the id of the row that goes out
 * @throws AppError not-found, or mail-not-resendable
 */
export async function resendMail(
  tx: Tx,
  sealer: Sealer,
  organizationId: string,
  id: string,
): Promise<string> {
  const found = await getOutgoing(tx, organizationId, id);
  if (!found) throw new AppError('not-found');
  const kind = jobFor(found.channel);
  // As letting it go does, and a try of it: the jobs first, then the mail.
  if (found.state === 'held' && found.recipientId) await holdRelease(tx, organizationId, [found.recipientId]);
  await lockJob(tx, { organizationId, kind, subjectId: id });
  const mail = await holdOutgoing(tx, organizationId, id);
  if (!mail) throw new AppError('not-found');
  const repeat = await repeatUnderWay(tx, organizationId, id);
  if (repeat) return repeat.id;
  const people = await listMembers(tx, organizationId);
  const hasBody = mail.text !== null || mail.sealed !== null;
  if (!mayResend({ ...mail, hasBody }, people)) throw new AppError('mail-not-resendable');
  if (mail.state === 'waiting') {
    // Also while the relay is left alone: whoever asks may have mended it.
    await publishJob(tx, { organizationId, kind, subjectId: id, payload: { atOnce: true } });
    return id;
  }
  if (mail.state === 'held') {
    await updateOutgoing(tx, organizationId, id, { state: 'waiting', dueAt: null });
    await publishJob(tx, { organizationId, kind, subjectId: id, payload: { atOnce: true } });
    return id;
  }
  const copy = newId();
  await putRow(tx, {
    id: copy,
    organizationId,
    channel: mail.channel,
    kind: mail.kind,
    event: `resend:${copy}`,
    recipientId: mail.recipientId,
    recipientName: mail.recipientName,
    recipientAddress: mail.recipientAddress,
    subject: mail.subject,
    ...(await copyBody(sealer, mail, { organizationId, id: copy })),
    connectionId: mail.connectionId,
    inquiryId: mail.inquiryId,
    mailId: mail.mailId,
    repeats: id,
  });
  return copy;
}
