// What a page means, by the signs of a portal's login. Pure.
import { selectOne } from 'css-select';
import type { Document } from 'domhandler';
import type { LoginOutcome, LoginPage, LoginSign } from '../../../portal-kit/login.ts';
import type { CheckOutcome } from '../model.ts';
import { folded, visibleText } from './page.ts';

/** A page with its elements at hand. */
export interface JudgedPage extends Pick<LoginPage, 'status' | 'path'> {
  document: Document;
}

/** The outcome of the first sign that holds on the page with the form or on the answer to it, or null. */
function judgePage(signs: LoginSign[], on: 'form' | 'answer', page: JudgedPage): LoginOutcome | null {
  const text = visibleText(page.document);
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
 * What the answer to the form says, or null where no sign knows it and the page goes on to another. After the password
 * has left, an error leaves open whether it was looked at, and counted: only 503 says that nothing was done.
 */
export function judgeAnswer(signs: LoginSign[], page: JudgedPage): CheckOutcome | null {
  const known = judgePage(signs, 'answer', page);
  const isError = page.status >= 500 && page.status !== 503;
  if (known && !(known === 'unavailable' && isError)) return known;
  if (page.status === 503) return 'unavailable';
  return isError ? 'interrupted' : null;
}
