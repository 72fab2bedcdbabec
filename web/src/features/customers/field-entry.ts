// One field of a customer as a line that is typed in place, and back. Pure.
import type { Customer, CustomerDetail, CustomerEdit } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { postalDigits } from '../review/entry.ts';

export const typedFields = ['name', 'nameKana', 'phones', 'emails', 'postalCode', 'address'] as const;
export type TypedField = (typeof typedFields)[number];
export type ChosenField = 'assigneeId' | 'statusId' | 'groupIds';
export type HeadField = TypedField | ChosenField;

/** What an edit gives a field; texts and lists as typed. */
export type FieldValue = string | string[] | null;

/** What is typed in place and not saved yet, and what it started from. */
export interface KeptField {
  base: { value: FieldValue; version: number };
  value: FieldValue;
  line: string;
}

/** What it is kept under. */
export const fieldEdit = (customerId: string, field: HeadField) => `customer-field/${customerId}/${field}`;

export function fieldOf(customer: Customer, field: HeadField): FieldValue {
  switch (field) {
    case 'phones':
      return customer.phonesAsSent;
    case 'emails':
      return customer.emails;
    case 'assigneeId':
      return customer.assignee?.id ?? null;
    case 'statusId':
      return customer.status?.id ?? null;
    case 'groupIds':
      return customer.groups.map(({ id }) => id).sort();
    default:
      return customer[field] ?? '';
  }
}

/** As it stands in the input; several phones or mail addresses in a row, the main one first. */
export const toLine = (value: FieldValue): string =>
  Array.isArray(value) ? words.common.list(value) : (value ?? '');

/** What was typed, as the field keeps it. */
export function fromLine(line: string, field: TypedField): string | string[] {
  if (field === 'phones' || field === 'emails')
    return line
      .split(/[、，,\n]/)
      .map((one) => one.trim())
      .filter((one) => one !== '');
  if (field === 'postalCode') return postalDigits(line) ?? line.trim();
  return line.trim();
}

export const isSameValue = (a: FieldValue, b: FieldValue) =>
  JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** As the API takes it. */
export const toFieldEdit = (field: HeadField, value: FieldValue, version: number): CustomerEdit =>
  ({ version, [field]: value }) as CustomerEdit;

type Named = { id: string; name: string };
export interface Masters {
  members: Named[];
  statuses: (Named & { color: string })[];
  groups: Named[];
}

/** The customer as they will be once it is saved. */
export function withField(
  customer: CustomerDetail,
  field: HeadField,
  value: FieldValue,
  masters: Masters | undefined,
): CustomerDetail {
  const list = Array.isArray(value) ? value : [];
  const one = <T extends Named>(all: T[] | undefined) => all?.find(({ id }) => id === value) ?? null;
  switch (field) {
    case 'phones':
      return { ...customer, phonesAsSent: list, phones: list };
    case 'emails':
      return { ...customer, emails: list, email: list[0] ?? null };
    case 'assigneeId':
      return { ...customer, assignee: one(masters?.members) };
    case 'statusId':
      return { ...customer, status: one(masters?.statuses) };
    case 'groupIds':
      return { ...customer, groups: (masters?.groups ?? []).filter(({ id }) => list.includes(id)) };
    default:
      return { ...customer, [field]: value || null };
  }
}

const shownIn: Partial<Record<HeadField, (keyof CustomerDetail)[]>> = {
  phones: ['phonesAsSent', 'phones'],
  emails: ['emails', 'email'],
  assigneeId: ['assignee'],
  statusId: ['status'],
  groupIds: ['groups'],
};

/** The customer with this field as it was. */
export function withFieldOf(customer: CustomerDetail, field: HeadField, was: CustomerDetail): CustomerDetail {
  const keys = shownIn[field] ?? [field as TypedField];
  return { ...customer, ...Object.fromEntries(keys.map((key) => [key, was[key]])) };
}
