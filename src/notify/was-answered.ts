// Whether what an outgoing message calls for was done meanwhile.
import { inquiriesToTell } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import type { OutgoingMail } from './store.ts';

/** True once somebody responded to the inquiry it is about. */
export async function wasAnswered(tx: Tx, { organizationId, inquiryId }: OutgoingMail): Promise<boolean> {
  if (!inquiryId) return false;
  const found = await inquiriesToTell(tx, organizationId, [inquiryId]);
  return Boolean(found.get(inquiryId)?.respondedAt);
}
