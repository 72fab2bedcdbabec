// What the form reader must know of fields without reading their values. Data only.
import type { FieldId } from './labels.ts';

/** Fields of a person: after one, the property's part of a form is over. */
export const PERSON = new Set<FieldId>([
  'name',
  'familyName',
  'nameKana',
  'familyKana',
  'email',
  'age',
  'contactTime',
  'contactMethod',
]);
/** Values of one line: a line below is not theirs. */
export const ONE_LINE = new Set<FieldId>([
  'requestNumber',
  'requestedAt',
  'requestedDate',
  'requestedTime',
  'arrivedAt',
  'name',
  'familyName',
  'givenName',
  'nameKana',
  'familyKana',
  'givenKana',
  'email',
  'postalCode',
  'age',
  'roomNumber',
  'type',
  'layout',
  'builtYear',
  'exclusiveArea',
  'unitOrBuildingArea',
  'buildingArea',
  'landArea',
  'floors',
  'units',
  'listingNumber',
  'price',
  'rent',
]);

/** Values that go on over lines whatever those look like. */
export const RUNS_ON = new Set<FieldId>(['message', 'address', 'propertyAddress']);
