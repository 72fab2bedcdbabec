// An inquiry as it is kept and as today's reader reads its mail again: what becomes of it. Pure.
import { isDeepStrictEqual } from 'node:util';
import { foldText } from '../../lib/japanese-text.ts';
import type { Contact, Extra, Inquiry } from '../../portal-kit/model.ts';

/** One value that is new or another. `field`: its path in the inquiry (`contact.name`, `extras.接道状況`). */
export interface Change {
  field: string;
  from: string | null;
  to: string | null;
}

export interface UpToDate {
  content: Inquiry;
  changes: Change[];
  /** Paths today's reader no longer finds: kept as they are. */
  lost: string[];
}

/**
 * What today's reader says counts; what it no longer says stays. A label that was unknown and is read into a field today
 * stands no longer among the extras as well. Done again with the result, nothing changes any more.
 */
export function bringUpToDate(kept: Inquiry, fresh: Inquiry): UpToDate {
  const [before, now] = [leavesOf(kept), leavesOf(fresh)];
  const gained = [...now].filter(([path, value]) => before.get(path) !== value).map(([, value]) => value);
  const missing = kept.extras.filter((extra) => !has(fresh.extras, extra));
  const newExtras = fresh.extras.filter((extra) => !has(kept.extras, extra));
  const left = notAbsorbed(missing, newExtras, gained);
  const content: Inquiry = {
    ...kept,
    ...fresh,
    contact: { ...withoutPhones(kept.contact, fresh.contact), ...fresh.contact },
    property: { ...kept.property, ...fresh.property },
    request: { ...kept.request, ...fresh.request },
    extras: [...fresh.extras, ...left],
  };
  const lost = [...before.keys()].filter((path) => !now.has(path));
  return {
    content,
    changes: changesBetween(kept, content),
    lost: [...lost, ...left.map(({ label }) => `extras.${label}`)],
  };
}

/** Only what is not there yet: what a person typed, or the portal's own page said, is not overwritten. */
export function fillUp(kept: Inquiry, fresh: Inquiry): UpToDate {
  const content: Inquiry = {
    ...fresh,
    ...kept,
    contact: { ...withoutPhones(fresh.contact, kept.contact), ...kept.contact },
    property: { ...fresh.property, ...kept.property },
    request: { ...fresh.request, ...kept.request },
    extras: [...kept.extras, ...fresh.extras.filter((extra) => !has(kept.extras, extra))],
  };
  return { content, changes: changesBetween(kept, content), lost: [] };
}

/** Both give phones or mail addresses, and share none: a request number alone does not make them one person. */
export function isOtherPerson(kept: Contact, fresh: Contact): boolean {
  const of = ({ phones = [], email }: Contact) => [...phones, ...(email ? [foldText(email)] : [])];
  const [a, b] = [of(kept), of(fresh)];
  return a.length > 0 && b.length > 0 && !a.some((one) => b.includes(one));
}

/** Field by field: what is new, another, or gone from the extras. */
export function changesBetween(before: Inquiry | null, after: Inquiry): Change[] {
  const from = before ? leavesOf(before) : new Map<string, string>();
  const to = leavesOf(after);
  const changes = [...to]
    .filter(([field, value]) => from.get(field) !== value)
    .map(([field, value]): Change => ({ field, from: from.get(field) ?? null, to: value }));
  const extras = before?.extras ?? [];
  const added = after.extras.filter((extra) => !has(extras, extra));
  const gone = extras.filter((extra) => !has(after.extras, extra));
  return [
    ...changes,
    ...added.map(({ label, value }) => ({ field: `extras.${label}`, from: null, to: value })),
    ...gone.map(({ label, value }) => ({ field: `extras.${label}`, from: value, to: null })),
  ];
}

const has = (list: readonly Extra[], extra: Extra) => list.some((one) => isDeepStrictEqual(one, extra));

// Phones and how they were written go together.
function withoutPhones(from: Contact, by: Contact): Contact {
  if (!by.phones) return from;
  const { phones: _phones, phonesAsSent: _asSent, ...rest } = from;
  return rest;
}

function leavesOf({ contact, property, request, extras: _extras, ...top }: Inquiry): Map<string, string> {
  const { phones, phonesAsSent, ...rest } = contact;
  const leaves = new Map<string, string>();
  const put = (prefix: string, values: object) => {
    for (const [key, value] of Object.entries(values))
      if (value !== undefined && value !== null) leaves.set(`${prefix}${key}`, String(value));
  };
  put('', top);
  put('contact.', rest);
  if (phones && phones.length > 0)
    leaves.set('contact.phones', phones.map((phone, i) => phonesAsSent?.[i] ?? phone).join('、'));
  put('property.', property);
  put('request.', request);
  return leaves;
}

/** Those extras that are not what a label read today now says in its field, or in another extra of the same label. */
function notAbsorbed(missing: Extra[], newExtras: readonly Extra[], gained: string[]): Extra[] {
  const texts = gained.map((text) => foldText(text).replaceAll(/\s/g, ''));
  const numbers = gained.filter((text) => /^[\d.T:+-]+$/.test(text));
  return missing.filter(({ label, value }) => {
    if (newExtras.some((other) => other.label === label)) return false;
    const said = foldText(value).replaceAll(/\s/g, '');
    const isSaid = texts.some((text) => text !== '' && (text.includes(said) || said.includes(text)));
    if (isSaid) return false;
    // 3,280万円 is 32800000 in its field, 2026/11/20 an ISO date: a number that is new stands for one that is gone.
    if (/\d/.test(said) && numbers.pop() !== undefined) return false;
    return true;
  });
}
