// What a person types of a customer, before it goes to the API. Pure.
import type { Customer, CustomerEdit, NewCustomer } from '../../api/client.ts';
import { isSame } from '../../ui/merge-edits.ts';
import { words } from '../../words/index.ts';
import { postalDigits } from '../review/entry.ts';

export interface CustomerEntry {
  name: string;
  nameKana: string;
  phones: string[];
  emails: string[];
  postalCode: string;
  address: string;
  assigneeId: string | null;
  statusId: string | null;
  groupIds: string[];
}

export type EntryKey = keyof CustomerEntry;

/** Under which name the edit of a customer is kept while it is typed. */
export const customerEdit = (id: string) => `customer/${id}`;

/** Most letters of a text. */
const most = { name: 500, nameKana: 500, phones: 60, emails: 320, address: 1_000 } as const;

/** Most phones, and most mail addresses. */
export const MOST_LINES = 10;

export const emptyEntry: CustomerEntry = {
  name: '',
  nameKana: '',
  phones: [''],
  emails: [''],
  postalCode: '',
  address: '',
  assigneeId: null,
  statusId: null,
  groupIds: [],
};

/** The form's first values; a list without lines has an empty one to type into. */
export function entryOf(customer: Customer): CustomerEntry {
  const lines = (given: string[]) => (given.length > 0 ? given : ['']);
  return {
    name: customer.name ?? '',
    nameKana: customer.nameKana ?? '',
    phones: lines(customer.phonesAsSent),
    emails: lines(customer.emails),
    postalCode: customer.postalCode ?? '',
    address: customer.address ?? '',
    assigneeId: customer.assignee?.id ?? null,
    statusId: customer.status?.id ?? null,
    groupIds: customer.groups.map(({ id }) => id).sort(),
  };
}

/** What is wrong, by the form's path (`phones.1`); empty when it can be sent. */
export function problemsOf(entry: CustomerEntry): Record<string, string> {
  const { form } = words.mail;
  const problems: Record<string, string> = {};
  const tooLong = (path: string, typed: string, limit: number) => {
    if (typed.trim().length > limit) problems[path] = words.common.tooLong(limit);
  };
  tooLong('name', entry.name, most.name);
  tooLong('nameKana', entry.nameKana, most.nameKana);
  tooLong('address', entry.address, most.address);
  for (const [i, typed] of entry.phones.entries()) tooLong(`phones.${i}`, typed, most.phones);
  for (const [i, typed] of entry.emails.entries()) {
    if (typed.trim() && !/^[^\s@＠]+[@＠][^\s@＠]+$/.test(typed.trim()))
      problems[`emails.${i}`] = form.emailForm;
    tooLong(`emails.${i}`, typed, most.emails);
  }
  if (entry.postalCode.trim() && postalDigits(entry.postalCode) === null)
    problems.postalCode = form.postalCodeForm;
  const known = [entry.name, ...entry.phones, ...entry.emails].some((typed) => typed.trim() !== '');
  if (!known) problems.name = form.anyOf;
  return problems;
}

/** As the API takes a new one. No status: the default one. */
export function toNewCustomer(entry: CustomerEntry): NewCustomer {
  const { statusId, ...rest } = cleaned(entry);
  return { ...rest, ...(statusId && { statusId }) };
}

/** What changed since `base`, and nothing else. */
export function toEdit(entry: CustomerEntry, base: CustomerEntry, version: number): CustomerEdit {
  const now = cleaned(entry);
  const before = cleaned(base);
  const changed = Object.entries(now).filter(([key, value]) => !isSame(value, before[key as EntryKey]));
  return { version, ...Object.fromEntries(changed) };
}

function cleaned(entry: CustomerEntry) {
  const lines = (typed: string[]) => typed.map((line) => line.trim()).filter((line) => line !== '');
  return {
    name: entry.name.trim(),
    nameKana: entry.nameKana.trim(),
    phones: lines(entry.phones),
    emails: lines(entry.emails),
    postalCode: postalDigits(entry.postalCode) ?? entry.postalCode.trim(),
    address: entry.address.trim(),
    assigneeId: entry.assigneeId,
    statusId: entry.statusId,
    groupIds: [...entry.groupIds].sort(),
  };
}
