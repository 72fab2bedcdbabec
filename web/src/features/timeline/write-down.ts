// What was done goes to the API: about one inquiry of the customer's, or about the customer.
import { answerOf, api } from '../../api/client.ts';
import { type TypedActivity, toActivity } from './typed-activity.ts';

/** Resolves with its id, and how many inquiries it gave their first response. */
export async function writeDown(
  customerId: string,
  typed: TypedActivity,
): Promise<{ id: string; answered: number }> {
  const body = toActivity(typed);
  if (!typed.inquiryId) {
    const path = { params: { path: { id: customerId } } };
    const made = await answerOf(api.POST('/api/v1/customers/{id}/activities', { ...path, body }));
    return { id: made.id, answered: made.answered.length };
  }
  const path = { params: { path: { id: typed.inquiryId } } };
  const made = await answerOf(api.POST('/api/v1/inquiries/{id}/activities', { ...path, body }));
  return { id: made.activityId, answered: 1 };
}
