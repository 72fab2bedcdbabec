// What was done goes to the API: about one inquiry of the customer's, or about the customer.
import { answerOf, api } from '../../api/client.ts';
import { type TypedActivity, toActivity } from './typed-activity.ts';

/** Resolves with its id, and how many inquiries it gave their first response. `customerId`: left alone where it names an inquiry. */
export async function writeDown(
  customerId: string | null,
  typed: TypedActivity,
): Promise<{ id: string; answered: number }> {
  const body = toActivity(typed);
  const { kind, inquiryId } = typed;
  if (!inquiryId && customerId && kind !== 'note') {
    const path = { params: { path: { id: customerId } } };
    const made = await answerOf(
      api.POST('/api/v1/customers/{id}/activities', { ...path, body: { ...body, kind } }),
    );
    return { id: made.id, answered: made.answered.length };
  }
  const path = { params: { path: { id: inquiryId } } };
  const made = await answerOf(api.POST('/api/v1/inquiries/{id}/activities', { ...path, body }));
  const { respondedAt } = made.inquiry;
  // Somebody may have been first meanwhile.
  const isFirst = !body.at || Date.parse(respondedAt ?? '') === Date.parse(body.at);
  return { id: made.activityId, answered: kind !== 'note' && isFirst ? 1 : 0 };
}
