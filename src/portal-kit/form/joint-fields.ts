// Fields that several labels decide together: number, date, areas, names and addresses in pieces. Filled last.
import { hasTime, parseJstDateTime } from '../../lib/jst.ts';
import type { Draft } from './draft.ts';
import type { Entry } from './entry.ts';
import { readArea, readRequestNumber } from './values.ts';
import { isBlankNumber } from './words/blanks.ts';
import type { FieldId } from './words/labels.ts';

/** 建物（専有）面積 is the flat's for a flat, the building's for anything else. */
export function addAreas(draft: Draft, entries: readonly Entry[]): void {
  const { property } = draft;
  const unit =
    property.type === 'condo-unit' || (property.type === undefined && property.roomNumber !== undefined);
  for (const entry of entries) {
    const key = entry.field === 'exclusiveArea' || unit ? 'exclusiveAreaSqm' : 'buildingAreaSqm';
    draft.number(property, key, entry, readArea(entry.value));
  }
}

/** 姓 + 名 and the like; the pieces of an address stand without blanks between. */
export function addParts({ contact, property }: Draft, entries: readonly Entry[]): void {
  const piece = (wanted: FieldId): string | undefined => entries.find(({ field }) => field === wanted)?.value;
  const join = (fields: FieldId[], by: string): string =>
    fields.flatMap((field) => piece(field) ?? []).join(by);
  const name = join(['familyName', 'givenName'], ' ');
  const nameKana = join(['familyKana', 'givenKana'], ' ');
  const address = join(['propertyPrefecture', 'propertyCity', 'propertyTown', 'propertyBlock'], '');
  if (name !== '') contact.name ??= name;
  if (nameKana !== '') contact.nameKana ??= nameKana;
  if (address !== '') property.address ??= address;
}

/** The request's number; one in the property's part (管理番号) only where no other stands. */
export function oneNumber(draft: Draft, entries: readonly Entry[]): string | null {
  const given = entries.filter(({ value }) => !isBlankNumber(value));
  const best = given.find(({ section }) => section !== 'property') ?? given[0];
  for (const entry of given) if (entry !== best) draft.keep(entry);
  return best ? readRequestNumber(best.value) : null;
}

/** When it was asked; the portal's own arrival time only where no other date stands. */
export function oneDate(draft: Draft, entries: readonly Entry[]): string | null {
  const time = entries.find((entry) => entry.field === 'requestedTime');
  const dates = entries.filter((entry) => entry !== time && !isBlankNumber(entry.value));
  const ranked = [
    ...dates.filter((entry) => entry.field !== 'arrivedAt'),
    ...dates.filter((entry) => entry.field === 'arrivedAt'),
  ];
  let best: string | null = null;
  for (const entry of ranked) {
    const text = time && !hasTime(entry.value) ? `${entry.value} ${time.value}` : entry.value;
    const date = parseJstDateTime(text) ?? parseJstDateTime(entry.value);
    if (date === null) draft.keep(entry, 'date-unreadable');
    else if (best === null) best = date;
    else if (date !== best) draft.keep(entry);
  }
  return best;
}
