// From labels with values to the fields of an inquiry: one line for each field. Which label means which field is
// words/labels.ts; what a value means is values.ts.
import type { Inquiry } from '../model.ts';
import { urlIn } from './detail-url.ts';
import { Draft } from './draft.ts';
import type { Entry } from './entry.ts';
import { addAreas, addParts, oneDate, oneNumber } from './joint-fields.ts';
import { addAddress, addPhones, addType, addYear } from './single-fields.ts';
import * as values from './values.ts';
import { isBlank } from './words/blanks.ts';
import type { FieldId } from './words/labels.ts';

/** An inquiry without its kind, and what was hard to read. */
export interface Filled {
  inquiry: Omit<Inquiry, 'kind'>;
  warnings: string[];
}

type Fill = (draft: Draft, entry: Entry) => void;
/** Filled after all others, when what they depend on is known. */
const later: Fill = () => {};
const keep: Fill = (draft, entry) => draft.keep(entry);

const FILL: Record<FieldId, Fill> = {
  requestNumber: later,
  requestedAt: later,
  requestedDate: later,
  requestedTime: later,
  arrivedAt: later,
  familyName: later,
  givenName: later,
  familyKana: later,
  givenKana: later,
  propertyPrefecture: later,
  propertyCity: later,
  propertyTown: later,
  propertyBlock: later,
  exclusiveArea: later,
  unitOrBuildingArea: later,
  message: later,
  detailUrl: later,
  owner: keep,
  note: keep,
  name: (to, entry) => to.text(to.contact, 'name', withoutHonorific(entry)),
  nameKana: (to, entry) => to.text(to.contact, 'nameKana', withoutHonorific(entry)),
  age: (to, entry) => to.number(to.contact, 'age', entry, values.readAge(entry.value)),
  phone: addPhones,
  email: (to, entry) =>
    to.read(to.contact, 'email', entry, values.readEmail(entry.value), 'email-unreadable'),
  postalCode: (to, entry) => addPostalCode(to, to.contact, entry),
  address: (to, entry) => addAddress(to, to.contact, entry),
  contactTime: (to, entry) => to.text(to.contact, 'contactTime', entry),
  contactMethod: (to, entry) => to.text(to.contact, 'contactMethod', entry),
  type: addType,
  propertyPostalCode: (to, entry) => addPostalCode(to, to.property, entry),
  propertyAddress: (to, entry) => addAddress(to, to.property, entry),
  buildingName: (to, entry) => to.text(to.property, 'buildingName', entry),
  roomNumber: (to, entry) => to.text(to.property, 'roomNumber', entry),
  layout: (to, entry) => to.text(to.property, 'layout', entry),
  builtYear: addYear,
  buildingArea: (to, entry) => to.number(to.property, 'buildingAreaSqm', entry, values.readArea(entry.value)),
  landArea: (to, entry) => to.number(to.property, 'landAreaSqm', entry, values.readArea(entry.value)),
  floors: (to, entry) => to.number(to.property, 'floors', entry, values.readFloors(entry.value)),
  units: (to, entry) => to.number(to.property, 'units', entry, values.readUnits(entry.value)),
  occupancy: (to, entry) => to.text(to.property, 'occupancy', entry),
  price: (to, entry) => to.number(to.property, 'priceYen', entry, values.readYen(entry.value)),
  rent: (to, entry) => to.number(to.property, 'rentYen', entry, values.readYen(entry.value)),
  listingNumber: (to, entry) => to.text(to.property, 'listingNumber', entry),
  propertyUrl: (to, entry) => to.read(to.property, 'url', entry, urlIn(entry.value), 'url-unreadable'),
  relation: (to, entry) => to.text(to.request, 'relation', entry),
  reason: (to, entry) => to.text(to.request, 'reason', entry),
  timing: (to, entry) => to.text(to.request, 'timing', entry),
  method: (to, entry) => to.text(to.request, 'method', entry),
};

const PERSONAL = new Set<FieldId>([
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

/** Reads the values. Nothing is dropped: what fits no field is in the extras. */
export function fill(entries: readonly Entry[]): Filled {
  const draft = new Draft();
  const late: Entry[] = [];
  for (const entry of entries) {
    const field = fieldHere(entry);
    const put = field === null ? keep : FILL[field];
    if (put !== later) put(draft, entry);
    else if (!isBlank(entry.value)) late.push(entry);
  }
  const of = (...fields: FieldId[]): Entry[] =>
    late.filter(({ field }) => field !== null && fields.includes(field));
  addAreas(draft, of('exclusiveArea', 'unitOrBuildingArea'));
  addParts(draft, late);
  const requestNumber = oneNumber(draft, of('requestNumber'));
  const requestedAt = oneDate(draft, of('requestedAt', 'arrivedAt', 'requestedDate', 'requestedTime'));
  const message = of('message')
    .map(({ value }) => value)
    .join('\n');
  const detailUrl = of('detailUrl')
    .map(({ value }) => urlIn(value))
    .find((url) => url !== null);
  return {
    inquiry: {
      ...(requestNumber === null ? {} : { requestNumber }),
      ...(requestedAt === null ? {} : { requestedAt }),
      contact: draft.contact,
      property: draft.property,
      request: draft.request,
      ...(message === '' ? {} : { message }),
      ...(detailUrl ? { detailUrl } : {}),
      extras: draft.extras,
    },
    warnings: [...draft.warnings],
  };
}

/** The field a label means in its part of the form; null where it is somebody else's (the owner's, the firm's). */
function fieldHere({ field, section, label }: Entry): FieldId | null {
  if (field === null || !PERSONAL.has(field)) return field;
  if (section === 'owner' || section === 'firm') return null;
  if (section !== 'property' || POLITE.test(label)) return field;
  if (field === 'address') return 'propertyAddress';
  return field === 'postalCode' ? 'propertyPostalCode' : field;
}

function addPostalCode(draft: Draft, into: Draft['contact'] | Draft['property'], entry: Entry): void {
  draft.read(into, 'postalCode', entry, values.readPostalCode(entry.value), 'postal-code-unreadable');
}

function withoutHonorific(entry: Entry): Entry {
  return entry.value.endsWith('様') ? { ...entry, value: entry.value.slice(0, -1).trimEnd() } : entry;
}
