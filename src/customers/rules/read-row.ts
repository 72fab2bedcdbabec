// A row of a file → the customer it describes, or what is wrong with it. Pure.
import { foldText, nameKey } from '../../lib/japanese-text.ts';
import { storable } from '../../lib/storable.ts';
import {
  type ImportField,
  type ImportOptions,
  type IssueReason,
  type RowIssue,
  VALUE_SHOWN,
} from '../import/model.ts';
import { NOTE_MOST } from '../model.ts';
import type { ContactPoint } from './contact-points.ts';
import { emailsIn, namesIn, phonesIn, restore } from './csv-cells.ts';
import { readTypedContact } from './typed-contact.ts';

type Named = { id: string; name: string };

/** What cells may name: the firm's active people, statuses and groups. */
export interface RowMasters {
  people: (Named & { email: string })[];
  statuses: Named[];
  groups: Named[];
}

/** A customer as a row describes them; null: it says nothing of it. */
export interface CustomerDraft {
  /** The customer of this id, where the firm has one. */
  id: string | null;
  name: string | null;
  nameKana: string | null;
  postalCode: string | null;
  address: string | null;
  points: ContactPoint[];
  assignee: Named | null;
  status: Named | null;
  groups: Named[];
  note: string | null;
}

export type ReadRow = { draft: CustomerDraft; issues: [] } | { draft: null; issues: RowIssue[] };

/** As many letters as by hand; of phones and mail addresses each. */
const MOST: Record<ImportField, number> = {
  id: 100,
  name: 500,
  nameKana: 500,
  phone: 60,
  email: 320,
  postalCode: 10,
  address: 1_000,
  assignee: 320,
  status: 200,
  group: 2_000,
  note: NOTE_MOST,
};
const VALUES_MOST = 10;
const ONE_LINE: ReadonlySet<ImportField> = new Set(['name', 'nameKana', 'postalCode', 'assignee', 'status']);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One value with the column it stands in. */
interface Value {
  column: number;
  text: string;
}

/** How rows of a file with these columns are read. */
export function openRowReader(
  { mapping, unknownNames }: Pick<ImportOptions, 'mapping' | 'unknownNames'>,
  masters: RowMasters,
): (cells: string[]) => ReadRow {
  const people = lookUp(masters.people, (person) => [nameKey(person.name), foldText(person.email)]);
  const statuses = lookUp(masters.statuses, ({ name }) => [foldText(name)]);
  const groups = lookUp(masters.groups, ({ name }) => [foldText(name)]);
  const columns = mapping.flatMap((field, column) => (field ? [{ field, column }] : []));

  return (cells) => {
    const issues: RowIssue[] = [];
    const refuse = (reason: IssueReason, column: number | null, value = '') => {
      issues.push({ reason, column, value: storable(value, VALUE_SHOWN) });
    };
    const values = new Map<ImportField, Value[]>();
    for (const { field, column } of columns) {
      const text = restore(storable(cells[column] ?? '').trim());
      if (text === '') continue;
      values.set(field, [...(values.get(field) ?? []), { column, text }]);
      if (text.includes('\uFFFD')) refuse('unread-letters', column, text);
      if (ONE_LINE.has(field) && /[\r\n]/.test(text)) refuse('line-break', column, text);
    }
    cells.slice(mapping.length).forEach((cell, at) => {
      if (cell.trim() !== '' && !issues.some(({ reason }) => reason === 'too-many-cells'))
        refuse('too-many-cells', null, cells[mapping.length + at]);
    });
    const of = (field: ImportField) => values.get(field) ?? [];
    const joined = (field: ImportField, joint: string) => {
      const text = of(field)
        .map((value) => value.text)
        .join(joint);
      if (text.length > MOST[field]) refuse('too-long', of(field)[0]?.column ?? null, text);
      return text === '' ? null : text;
    };
    const several = (field: 'phone' | 'email', split: (text: string) => string[]) => {
      const all = of(field).flatMap(({ column, text }) => {
        if (text.length > MOST[field] * VALUES_MOST) return [{ column, text }];
        return split(text).map((one) => ({ column, text: one }));
      });
      for (const { column, text } of all) if (text.length > MOST[field]) refuse('too-long', column, text);
      const extra = all[VALUES_MOST];
      if (extra) refuse('too-many-values', extra.column, extra.text);
      return all.filter(({ text }) => text.length <= MOST[field]);
    };
    const named = <T extends Named>(
      field: 'assignee' | 'status',
      from: Map<string, T[]>,
      keysOf: (text: string) => string[],
    ): T | null => {
      const value = of(field)[0];
      if (!value) return null;
      if (value.text.length > MOST[field]) {
        refuse('too-long', value.column, value.text);
        return null;
      }
      const found = new Set(keysOf(value.text).flatMap((key) => from.get(key) ?? []));
      const [first] = found;
      if (found.size === 1 && first) return first;
      if (found.size > 1) refuse('ambiguous-assignee', value.column, value.text);
      else if (unknownNames === 'refuse') refuse(`unknown-${field}`, value.column, value.text);
      return null;
    };
    const inGroups = () => {
      const found: Named[] = [];
      for (const { column, text } of of('group')) {
        if (text.length > MOST.group) {
          refuse('too-long', column, text);
          continue;
        }
        for (const name of namesIn(text, (part) => groups.has(foldText(part)))) {
          const [group] = groups.get(foldText(name)) ?? [];
          if (group && !found.includes(group)) found.push(group);
          if (!group && unknownNames === 'refuse') refuse('unknown-group', column, name);
        }
      }
      return found;
    };

    const name = joined('name', ' ');
    const nameKana = joined('nameKana', ' ');
    const postalCode = of('postalCode')[0]?.text.replace(/^〒\s*/, '') ?? null;
    if (postalCode && postalCode.length > MOST.postalCode)
      refuse('too-long', of('postalCode')[0]?.column ?? null, postalCode);
    const phones = several('phone', phonesIn);
    const emails = several('email', emailsIn);
    const { points, fields } = readTypedContact({
      name: name?.slice(0, MOST.name),
      nameKana: nameKana?.slice(0, MOST.nameKana),
      phones: phones.map(({ text }) => text),
      emails: emails.map(({ text }) => text),
    });
    for (const [i, { column, text }] of phones.entries())
      if (fields[`phones.${i}`]) refuse('phone', column, text);
    for (const [i, { column, text }] of emails.entries())
      if (fields[`emails.${i}`]) refuse('email', column, text);
    if (points.every(({ kind }) => kind === 'kana') && issues.length === 0) refuse('nobody', null);
    const id = of('id')[0]?.text ?? '';
    const draft: CustomerDraft = {
      id: UUID.test(id) ? id.toLowerCase() : null,
      name,
      nameKana,
      postalCode,
      address: joined('address', ''),
      points,
      assignee: named('assignee', people, (text) => [nameKey(text), foldText(text)]),
      status: named('status', statuses, (text) => [foldText(text)]),
      groups: inGroups(),
      note: joined('note', '\n'),
    };
    return issues.length > 0 ? { draft: null, issues } : { draft, issues: [] };
  };
}

function lookUp<T extends Named>(all: T[], keysOf: (one: T) => string[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all)
    for (const key of new Set(keysOf(one))) found.set(key, [...(found.get(key) ?? []), one]);
  return found;
}
