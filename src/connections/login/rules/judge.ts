// What a page means, by the signs of a portal's login. Pure.
import { selectOne } from 'css-select';
import type { Document } from 'domhandler';
import type { LoginOutcome, LoginPage, LoginSign } from '../../../portal-kit/login.ts';
import type { CheckOutcome } from '../model.ts';
import { folded, visibleText } from './page.ts';

/** A page with its elements at hand. */
export interface JudgedPage extends Pick<LoginPage, 'status' | 'path'> {
  document: Document;
  /** What a browser shows of it; without it, what its elements say. */
  text?: string;
}

/** The outcome of the first sign that holds on the page with the form or on the answer to it, or null. */
function judgePage(signs: LoginSign[], on: 'form' | 'answer', page: JudgedPage): LoginOutcome | null {
  const text = page.text === undefined ? visibleText(page.document) : folded(page.text);
  const found = signs.find((sign) => (sign.on === on || sign.on === 'both') && holds(sign, page, text));
  return found?.outcome ?? null;
}

function holds(sign: LoginSign, { status, path, document }: JudgedPage, text: string): boolean {
  const { status: statuses, path: piece, selector, texts } = sign;
  if (statuses === undefined && piece === undefined && selector === undefined && texts === undefined)
    return false;
  return (
    (statuses === undefined || statuses.includes(status)) &&
    (piece === undefined || path.includes(piece)) &&
    (texts === undefined || texts.some((one) => text.includes(folded(one)))) &&
    (selector === undefined || selectOne(selector, document) !== null)
  );
}

/**
 * What the page with the form says before anything is sent, or null where the form may be filled in. An error of the
 * server is its being down.
 */
export function judgeForm(signs: LoginSign[], page: JudgedPage): LoginOutcome | null {
  const known = judgePage(signs, 'form', page);
  if (known || page.status < 400) return known;
  return page.status < 500 ? 'site-changed' : 'unavailable';
}

/**
 * What the answer to the form says, or null where no sign knows it and the page goes on to another. That the portal is down
 * is believed only of the very answer to the form (`isDirect`: it led nowhere else), and where that does not ask for the
 * login again: after the password has left, anything else leaves open whether it was looked at, and counted.
 */
export function judgeAnswer(
  signs: LoginSign[],
  page: JudgedPage,
  { isDirect, asksAgain }: { isDirect: boolean; asksAgain: boolean },
): CheckOutcome | null {
  const { status } = page;
  const nothingWasDone = isDirect && !asksAgain && (status < 500 || status === 503);
  const known = judgePage(signs, 'answer', page);
  if (known && (known !== 'unavailable' || nothingWasDone)) return known;
  if (status === 503 && nothingWasDone) return 'unavailable';
  const others = signs.filter(({ outcome }) => outcome !== 'unavailable');
  return judgePage(others, 'answer', page) ?? (known || status >= 500 ? 'interrupted' : null);
}
