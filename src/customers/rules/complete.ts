// A notice and the page it led to are one request: what each says of it, in one inquiry. Pure.
import { foldText } from '../../lib/japanese-text.ts';
import type { Extra, Inquiry } from '../../portal-kit/model.ts';

/** The announced request with what its page says. Number, time and link stay as announced. */
export function complete(announced: Inquiry, page: Inquiry): Inquiry {
  const { requestNumber, requestedAt, detailUrl } = { ...page, ...announced };
  return {
    ...announced,
    ...page,
    ...(requestNumber !== undefined && { requestNumber }),
    ...(requestedAt !== undefined && { requestedAt }),
    ...(detailUrl !== undefined && { detailUrl }),
    contact: { ...announced.contact, ...page.contact },
    property: { ...announced.property, ...page.property },
    request: { ...announced.request, ...page.request },
    extras: joined(announced.extras, page.extras),
  };
}

/** True when both give a number and these differ: the page is another request's. */
export function isOtherRequest(announced: Inquiry, page: Inquiry): boolean {
  const [a, b] = [announced.requestNumber, page.requestNumber];
  return a !== undefined && b !== undefined && foldText(a) !== foldText(b);
}

function joined(one: readonly Extra[], other: readonly Extra[]): Extra[] {
  const seen = new Set<string>();
  return [...one, ...other].filter(({ label, value }) => {
    const key = `${label}\n${value}`;
    return !seen.has(key) && seen.add(key);
  });
}
