// From labels with values to the fields of an inquiry. Which label fills which field is words/labels.ts; what a
// value means is values.ts; here is only where the part of the form or another label changes that.
import { hasTime, parseJstDateTime } from '../lib/jst.ts';
import { splitPhones, toE164 } from '../lib/phones.ts';
import { urlIn } from './detail-url.ts';
import { Draft } from './draft.ts';
import type { Entry } from './entries.ts';
import type { Inquiry } from './model.ts';
import * as values from './values.ts';
import { isBlank, isBlankNumber } from './words/blanks.ts';
import type { FieldId } from './words/labels.ts';
import { propertyType } from './words/property-types.ts';

/** An inquiry without its kind, and what was hard to read. */
export interface Filled {
  inquiry: Omit<Inquiry, 'kind'>;
  warnings: string[];
}

const PERSON = new Set<FieldId>([
  'name',
  'familyName',
  'givenName',
  'nameKana',
  'familyKana',
  'givenKana',
  'phone',
  'email',
  'postalCode',
  'address',
  'age',
]);
const POLITE = /^[おご御現]/;
const POSTAL_START =
  /^[\s\u3000]*(?:〒[\s\u3000]*)?[\d０-９]{3}[-‐－−ー–—]?[\d０-９]{4}(?![\d０-９]|[-‐－−][\d０-９])[\s\u3000]*/;

/** Reads the values. Nothing is dropped: what fits no field is in the extras. */
export function fill(entries: readonly Entry[]): Filled {
  const draft = new Draft();
  const late: Record<'dates' | 'numbers' | 'areas', Entry[]> = { dates: [], numbers: [], areas: [] };
  const parts = new Map<FieldId, string>();
  const messages: string[] = [];
  let detailUrl: string | undefined;
  for (const entry of entries) {
    const field = fieldHere(entry);
    const { contact, property, request } = draft;
    switch (field) {
      case null:
      case 'note':
      case 'owner':
        draft.keep(entry);
        break;
      case 'requestNumber':
        late.numbers.push(entry);
        break;
      case 'requestedAt':
      case 'arrivedAt':
      case 'requestedDate':
      case 'requestedTime':
        late.dates.push(entry);
        break;
      case 'familyName':
      case 'givenName':
      case 'familyKana':
      case 'givenKana':
      case 'propertyPrefecture':
      case 'propertyCity':
      case 'propertyTown':
      case 'propertyBlock':
        if (!isBlank(entry.value) && !parts.has(field)) parts.set(field, entry.value);
        break;
      case 'name':
        draft.text(contact, 'name', { ...entry, value: entry.value.replace(/[ \u3000]*様$/, '') });
        break;
      case 'phone':
        addPhones(draft, entry);
        break;
      case 'email':
        draft.read(contact, 'email', entry, values.readEmail(entry.value), 'email-unreadable');
        break;
      case 'postalCode':
        draft.read(
          contact,
          'postalCode',
          entry,
          values.readPostalCode(entry.value),
          'postal-code-unreadable',
        );
        break;
      case 'propertyPostalCode':
        draft.read(
          property,
          'postalCode',
          entry,
          values.readPostalCode(entry.value),
          'postal-code-unreadable',
        );
        break;
      case 'address':
        addAddress(draft, contact, entry);
        break;
      case 'propertyAddress':
        addAddress(draft, property, entry);
        break;
      case 'age':
        draft.number(contact, 'age', entry, values.readAge(entry.value));
        break;
      case 'nameKana':
      case 'contactTime':
      case 'contactMethod':
        draft.text(contact, field, entry);
        break;
      case 'buildingName':
      case 'roomNumber':
      case 'layout':
      case 'occupancy':
      case 'listingNumber':
        draft.text(property, field, entry);
        break;
      case 'relation':
      case 'reason':
      case 'timing':
      case 'method':
        draft.text(request, field, entry);
        break;
      case 'type':
        addType(draft, entry);
        break;
      case 'builtYear':
        addYear(draft, entry);
        break;
      case 'exclusiveArea':
      case 'unitOrBuildingArea':
        late.areas.push(entry);
        break;
      case 'buildingArea':
        draft.number(property, 'buildingAreaSqm', entry, values.readArea(entry.value));
        break;
      case 'landArea':
        draft.number(property, 'landAreaSqm', entry, values.readArea(entry.value));
        break;
      case 'floors':
        draft.number(property, 'floors', entry, values.readFloors(entry.value));
        break;
      case 'units':
        draft.number(property, 'units', entry, values.readUnits(entry.value));
        break;
      case 'price':
        draft.number(property, 'priceYen', entry, values.readYen(entry.value));
        break;
      case 'rent':
        draft.number(property, 'rentYen', entry, values.readYen(entry.value));
        break;
      case 'propertyUrl':
        draft.read(property, 'url', entry, urlIn(entry.value), 'url-unreadable');
        break;
      case 'detailUrl':
        detailUrl ??= urlIn(entry.value) ?? undefined;
        break;
      case 'message':
        if (!isBlank(entry.value)) messages.push(entry.value);
        break;
      default:
        field satisfies never;
    }
  }
  addAreas(draft, late.areas);
  addParts(draft, parts);
  const requestNumber = oneNumber(draft, late.numbers);
  const requestedAt = oneDate(draft, late.dates);
  return {
    inquiry: {
      ...(requestNumber === null ? {} : { requestNumber }),
      ...(requestedAt === null ? {} : { requestedAt }),
      contact: draft.contact,
      property: draft.property,
      request: draft.request,
      ...(messages.length === 0 ? {} : { message: messages.join('\n') }),
      ...(detailUrl === undefined ? {} : { detailUrl }),
      extras: draft.extras,
    },
    warnings: [...draft.warnings],
  };
}

/** The field a label means in its part of the form; null where it is somebody else's (the owner's, the firm's). */
function fieldHere({ field, section, label }: Entry): FieldId | null {
  if (field === null || !PERSON.has(field)) return field;
  if (section === 'owner' || section === 'firm') return null;
  if (section !== 'property' || POLITE.test(label)) return field;
  if (field === 'address') return 'propertyAddress';
  return field === 'postalCode' ? 'propertyPostalCode' : field;
}

function addPhones(draft: Draft, entry: Entry): void {
  if (isBlankNumber(entry.value)) return;
  for (const asSent of splitPhones(entry.value)) {
    const phone = toE164(asSent);
    if (phone === null) {
      if (!isBlankNumber(asSent)) draft.keep({ label: entry.label, value: asSent }, 'phone-unreadable');
      continue;
    }
    if (draft.contact.phones?.includes(phone)) continue;
    (draft.contact.phones ??= []).push(phone);
    (draft.contact.phonesAsSent ??= []).push(asSent);
  }
}

/** An address may go on over the line and may start with its postal code. */
function addAddress(draft: Draft, into: Draft['contact'] | Draft['property'], entry: Entry): void {
  const postalCode = values.readPostalCode(entry.value);
  const start = postalCode === null ? '' : (POSTAL_START.exec(entry.value)?.[0] ?? '');
  if (postalCode !== null && start !== '') into.postalCode ??= postalCode;
  draft.text(into, 'address', { ...entry, value: entry.value.slice(start.length).trim() });
}

function addType(draft: Draft, entry: Entry): void {
  if (isBlank(entry.value)) return;
  const type = propertyType(entry.value);
  if (type === 'other' && entry.section === 'request') return draft.keep(entry);
  if (draft.property.typeText === undefined) draft.property.type = type;
  draft.text(draft.property, 'typeText', entry);
}

/** An age (`築25年`) is no year; it is kept beside. */
function addYear(draft: Draft, entry: Entry): void {
  const year = values.readYear(entry.value);
  if (year === null && !isBlankNumber(entry.value)) draft.keep(entry);
  else draft.number(draft.property, 'builtYear', entry, year);
}

/** 建物（専有）面積 is the flat's for a flat, the building's for anything else. */
function addAreas(draft: Draft, entries: readonly Entry[]): void {
  const { property } = draft;
  const unit =
    property.type === 'condo-unit' || (property.type === undefined && property.roomNumber !== undefined);
  for (const entry of entries) {
    const key = entry.field === 'exclusiveArea' || unit ? 'exclusiveAreaSqm' : 'buildingAreaSqm';
    draft.number(property, key, entry, values.readArea(entry.value));
  }
}

function addParts({ contact, property }: Draft, parts: ReadonlyMap<FieldId, string>): void {
  const join = (fields: FieldId[], by: string): string =>
    fields.flatMap((field) => parts.get(field) ?? []).join(by);
  const name = join(['familyName', 'givenName'], ' ');
  const nameKana = join(['familyKana', 'givenKana'], ' ');
  const address = join(['propertyPrefecture', 'propertyCity', 'propertyTown', 'propertyBlock'], '');
  if (name !== '') contact.name ??= name;
  if (nameKana !== '') contact.nameKana ??= nameKana;
  if (address !== '') property.address ??= address;
}

/** The request's number; one in the property's part (管理番号) only where no other stands. */
function oneNumber(draft: Draft, entries: readonly Entry[]): string | null {
  const given = entries.filter((entry) => !isBlank(entry.value));
  const best = given.find((entry) => entry.section !== 'property') ?? given[0];
  for (const entry of given) if (entry !== best) draft.keep(entry);
  return best ? values.readRequestNumber(best.value) : null;
}

/** When it was asked; the portal's own arrival time only where no other date stands. */
function oneDate(draft: Draft, entries: readonly Entry[]): string | null {
  const given = entries.filter((entry) => !isBlank(entry.value));
  const time = given.find((entry) => entry.field === 'requestedTime');
  const dates = given.filter((entry) => entry !== time);
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
