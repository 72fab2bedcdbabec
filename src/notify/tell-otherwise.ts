// What a browser was to tell that is gone, or that could not be told for good: told by the ways that are left, by mail where there is none
// (ADR 29). Who heard it by another way hears it once: the outbox's key sees to it.
import { listMembers } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { changeTold } from './assigned.ts';
import { readPlan, waysAnyhow, waysLate } from './plan.ts';
import { toRecipient } from './rules/who-hears.ts';
import { bundledRows, failedBrowsers, type OutgoingMail, putMails } from './store.ts';
import { tellAssignedLate } from './tell-assigned.ts';
import { tellOwner } from './tell-owner.ts';

/** In the transaction that gives the message up. */
export async function tellOtherwise(tx: Tx, row: OutgoingMail): Promise<void> {
  const { organizationId, kind, inquiryId } = row;
  const changeId = changeTold(row);
  if (kind === 'digest') for (const one of await bundledRows(tx, row)) await tellOtherwise(tx, one);
  else if (kind === 'inquiry-notice' && inquiryId !== null)
    await tellOwner(tx, { organizationId, inquiryId, isLate: true });
  else if (changeId !== null) await tellAssignedLate(tx, organizationId, changeId);
  // A trial is of that browser alone.
  else if (kind !== 'test') await tellAsWritten(tx, row);
}

/** In the words that the browser would have shown. What calls for a response is still looked at before it goes (is-over.ts). */
async function tellAsWritten(tx: Tx, row: OutgoingMail): Promise<void> {
  const { organizationId, kind, event, connectionId, inquiryId, subject, text } = row;
  const people = await listMembers(tx, organizationId);
  const person = people.find(({ userId, deactivatedAt }) => userId === row.recipientId && !deactivatedAt);
  if (!person) return;
  const recipient = toRecipient(person);
  const failed = await failedBrowsers(tx, organizationId, [event]);
  const ways = waysLate(await readPlan(tx, organizationId), recipient, failed.get(event));
  const about = { kind, event, happenedAt: row.createdAt, connectionId, inquiryId };
  const letter = { subject, text: text ?? '' };
  await putMails(
    tx,
    organizationId,
    (inquiryId === null ? waysAnyhow(ways, recipient) : ways).map((way) => ({ ...about, ...way, letter })),
  );
}
