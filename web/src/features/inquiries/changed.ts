// An inquiry as it will be once a change has been made, and where it will stand. Pure.
import type { Inquiry, InquiryFilter } from '../../api/client.ts';

type Named = { id: string; name: string };

export type Given =
  | { type: 'assign'; to: Named | null }
  | { type: 'status'; to: (Named & { color: string }) | null }
  | { type: 'join'; to: Named | null }
  | { type: 'leave'; to: Named | null }
  | { type: 'respond'; at: string; by: Named | null };

/** Assignee and status are the customer's: all inquiries of that customer have them. */
export function changed(
  inquiry: Inquiry,
  of: { ids: Set<string>; customers: Set<string> },
  given: Given,
): Inquiry {
  if (given.type === 'respond') {
    if (!of.ids.has(inquiry.id) || inquiry.respondedAt !== null) return inquiry;
    return { ...inquiry, respondedAt: given.at, respondedBy: given.by };
  }
  // An inquiry does not show its customer's groups.
  if (given.type === 'join' || given.type === 'leave') return inquiry;
  if (!inquiry.customer || !of.customers.has(inquiry.customer.id)) return inquiry;
  return given.type === 'assign' ? { ...inquiry, assignee: given.to } : { ...inquiry, status: given.to };
}

/** The inquiry when it was not given that: in this as it was. */
export function notGiven(inquiry: Inquiry, was: Inquiry, given: Given): Inquiry {
  switch (given.type) {
    case 'respond':
      return { ...inquiry, respondedAt: was.respondedAt, respondedBy: was.respondedBy };
    case 'assign':
      return { ...inquiry, assignee: was.assignee };
    case 'status':
      return { ...inquiry, status: was.status };
    default:
      return inquiry;
  }
}

/** The page as the server would give it: the 未対応 first, the newest first, and nothing that no longer fits. */
export function placed(items: Inquiry[], { response }: InquiryFilter): Inquiry[] {
  const part = ({ respondedAt }: Inquiry) => (respondedAt === null ? 'open' : 'done');
  return items
    .filter((inquiry) => !response || part(inquiry) === response)
    .sort((a, b) => (part(a) === part(b) ? (a.id < b.id ? 1 : -1) : part(a) === 'open' ? -1 : 1));
}
