// What a person types beside a mail, before it goes to the API. Pure.
import type { HandEntry, Inquiry } from '../../api/client.ts';
import { words } from '../../words/index.ts';

/** The fields in the order of the form, with the most letters each may have. */
export const entryFields = [
  ['name', 500],
  ['nameKana', 500],
  ['phone', 60],
  ['postalCode', 20],
  ['email', 320],
  ['address', 1_000],
  ['propertyAddress', 1_000],
  ['message', 20_000],
] as const;

export type EntryField = (typeof entryFields)[number][0];
export type Entry = Record<EntryField, string> & { kind: HandEntry['kind'] };

/** The form's first values: what reading found, as far as it did. */
export function entryFrom(stub: Inquiry | null): Entry {
  const contact = stub?.contact;
  return {
    kind: stub?.kind ?? 'appraisal',
    name: contact?.name ?? '',
    nameKana: contact?.nameKana ?? '',
    phone: contact?.phonesAsSent?.[0] ?? contact?.phones?.[0] ?? '',
    email: contact?.email ?? '',
    postalCode: contact?.postalCode ?? '',
    address: contact?.address ?? '',
    propertyAddress: stub?.property.address ?? '',
    message: stub?.message ?? '',
  };
}

/** 〒１５４－０００１ → 1540001; null when no seven digits remain. */
export function postalDigits(typed: string): string | null {
  const digits = typed.normalize('NFKC').replace(/[〒\s\u2010-\u2015\u2212\u30fc-]/g, '');
  return /^\d{7}$/.test(digits) ? digits : null;
}

/** What is wrong, by field; empty when the entry can be sent. */
export function problemsOf(entry: Entry): Partial<Record<EntryField, string>> {
  const { form } = words.mail;
  const problems: Partial<Record<EntryField, string>> = {};
  for (const [field, most] of entryFields)
    if (entry[field].trim().length > most) problems[field] = words.common.tooLong(most);
  if (!entry.name.trim() && !entry.phone.trim() && !entry.email.trim()) problems.name = form.anyOf;
  if (entry.email.trim() && !/[@＠]/.test(entry.email)) problems.email ??= form.emailForm;
  if (entry.postalCode.trim() && postalDigits(entry.postalCode) === null)
    problems.postalCode = form.postalCodeForm;
  return problems;
}

/** As the API takes it: trimmed, empty fields left out. */
export function toHandEntry(entry: Entry): HandEntry {
  const filled = entryFields
    .map(([field]) => [
      field,
      field === 'postalCode' ? (postalDigits(entry.postalCode) ?? '') : entry[field].trim(),
    ])
    .filter(([, value]) => value !== '');
  return { kind: entry.kind, ...Object.fromEntries(filled) };
}
