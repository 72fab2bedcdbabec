// Whether what an outgoing message calls for was done meanwhile, or is somebody else's to do.
import { givenToTell, inquiriesToTell } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import { changeTold } from './assigned.ts';
import type { Trouble } from './rules/why-not-sent.ts';
import type { OutgoingMail } from './store.ts';

/** Why nobody is to hear of it any more: then it is withdrawn. */
export async function whyOver(tx: Tx, mail: OutgoingMail): Promise<Trouble | null> {
  if (mail.kind === 'unanswered') return (await wasAnswered(tx, mail)) ? 'responded' : null;
  const changeId = changeTold(mail);
  if (mail.kind !== 'assigned' || changeId === null) return null;
  const { organizationId, recipientId } = mail;
  const given = await givenToTell(tx, organizationId, [changeId]);
  // A chat is no assignee.
  const isTold = given.some(({ assigneeId }) => recipientId === null || assigneeId === recipientId);
  return isTold ? null : 'given-on';
}

/** True once somebody responded to the inquiry it is about. */
async function wasAnswered(tx: Tx, { organizationId, inquiryId }: OutgoingMail): Promise<boolean> {
  if (!inquiryId) return false;
  const found = await inquiriesToTell(tx, organizationId, [inquiryId]);
  return Boolean(found.get(inquiryId)?.respondedAt);
}
