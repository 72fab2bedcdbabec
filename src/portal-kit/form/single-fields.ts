// Fields whose value takes more than one step to read: phones, addresses, types, years.
import { splitPhones, toE164 } from '../../lib/phones.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './entry.ts';
import { isEraYear, readPostalCode, readYear } from './values.ts';
import { isBlankNumber } from './words/blanks.ts';
import { propertyType } from './words/property-types.ts';

const MAX_PHONES = 200;
const POSTAL_START =
  /^[\s\u3000]*(?:〒[\s\u3000]*)?[\d０-９]{3}[-‐－−ー–—]?[\d０-９]{4}(?![\d０-９]|[-‐－−][\d０-９])[\s\u3000]*/;

/** All phones of a value, the first one first. */
export function addPhones(draft: Draft, entry: Entry): void {
  if (isBlankNumber(entry.value)) return;
  if (entry.value.length > MAX_PHONES) draft.keep(entry, 'phone-unreadable');
  for (const asSent of splitPhones(entry.value.slice(0, MAX_PHONES))) {
    const phone = toE164(asSent);
    if (phone === null) {
      if (!isBlankNumber(asSent)) draft.keep({ label: entry.label, value: asSent }, 'phone-unreadable');
      continue;
    }
    if (draft.contact.phones?.includes(phone)) continue;
    const { contact } = draft;
    contact.phones = [...(contact.phones ?? []), phone];
    contact.phonesAsSent = [...(contact.phonesAsSent ?? []), asSent];
  }
}

/** An address may go on over the line and may start with its postal code. */
export function addAddress(draft: Draft, into: Draft['contact'] | Draft['property'], entry: Entry): void {
  const postalCode = readPostalCode(entry.value);
  const start = postalCode === null ? '' : (POSTAL_START.exec(entry.value)?.[0] ?? '');
  if (postalCode !== null && start !== '') into.postalCode ??= postalCode;
  draft.text(into, 'address', { ...entry, value: entry.value.slice(start.length).trim() });
}

/** The type and its words; in the request's part 種別 may be what was asked for. */
export function addType(draft: Draft, entry: Entry): void {
  if (isBlankNumber(entry.value)) return;
  const type = propertyType(entry.value);
  if (type === 'other' && entry.section === 'request') {
    draft.keep(entry);
    return;
  }
  if (draft.property.typeText === undefined) draft.property.type = type;
  draft.text(draft.property, 'typeText', entry);
}

/** An age (`築25年`) is no year; it is kept beside. */
export function addYear(draft: Draft, entry: Entry): void {
  const year = readYear(entry.value);
  if (year === null && !isBlankNumber(entry.value)) draft.keep(entry);
  else {
    draft.number(draft.property, 'builtYear', entry, year);
    // People know the year of a building by its era: it is shown as it was written.
    if (draft.property.builtYear === year && isEraYear(entry.value))
      draft.text(draft.property, 'builtYearText', entry);
  }
}
