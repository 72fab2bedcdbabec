// Every field of an inquiry with its Japanese label, in the order people ask for them. Empty ones fall away (Fields).
import type { Inquiry } from '../../api/client.ts';
import { withWesternYears } from '../../format/era.ts';
import { dayOnly, fullTime, isDayOnly } from '../../format/jst.ts';
import { area, postalCode, yen } from '../../format/numbers.ts';
import { room } from '../../format/property.ts';
import type { Field } from '../../ui/fields.tsx';
import { MailTo, Outside, Tel } from '../../ui/links.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';

const { fields: labels, units, kindsLong, propertyTypes } = words.inquiry;

const text = (value: string | undefined) => value && <LongText text={value} most={200} lines />;
const map = <T,>(value: T | undefined, to: (value: T) => string) =>
  value === undefined ? undefined : to(value);

export function requestFields(inquiry: Inquiry, portalName: string): Field[] {
  const { requestedAt, request } = inquiry;
  return [
    { label: labels.kind, value: kindsLong[inquiry.kind] },
    { label: labels.requestNumber, value: text(inquiry.requestNumber) },
    {
      label: labels.requestedAt,
      value: map(requestedAt, (at) => (isDayOnly(at) ? dayOnly(at) : fullTime(at))),
    },
    { label: labels.portal, value: portalName },
    { label: labels.connection, value: inquiry.connection?.name },
    { label: labels.addressee, value: text(inquiry.addressee) },
    { label: labels.reason, value: text(request.reason) },
    { label: labels.timing, value: text(request.timing) },
    { label: labels.method, value: text(request.method) },
    { label: labels.relation, value: text(request.relation) },
  ];
}

export function contactFields({ contact }: Inquiry): Field[] {
  const phones = contact.phonesAsSent ?? contact.phones ?? [];
  return [
    { label: labels.name, value: text(contact.name) },
    { label: labels.nameKana, value: text(contact.nameKana) },
    { label: labels.age, value: map(contact.age, units.age) },
    ...phones.map((asSent, i) => ({
      key: `phone ${asSent}`,
      label: labels.phones,
      value: <Tel phone={contact.phones?.[i]} asSent={asSent} />,
    })),
    { label: labels.email, value: contact.email && <MailTo email={contact.email} /> },
    { label: labels.postalCode, value: map(contact.postalCode, postalCode) },
    { label: labels.address, value: text(contact.address) },
    { label: labels.contactTime, value: text(contact.contactTime) },
    { label: labels.contactMethod, value: text(contact.contactMethod) },
  ];
}

export function propertyFields(property: Inquiry['property']): Field[] {
  const type = property.typeText ?? (property.type && propertyTypes[property.type]);
  return [
    { label: labels.type, value: text(type) },
    { label: labels.buildingName, value: text(property.buildingName) },
    { label: labels.roomNumber, value: text(room(property.roomNumber)) },
    { label: labels.propertyPostalCode, value: map(property.postalCode, postalCode) },
    { label: labels.propertyAddress, value: text(property.address) },
    { label: labels.priceYen, value: map(property.priceYen, yen) },
    { label: labels.rentYen, value: map(property.rentYen, yen) },
    { label: labels.exclusiveAreaSqm, value: map(property.exclusiveAreaSqm, area) },
    { label: labels.buildingAreaSqm, value: map(property.buildingAreaSqm, area) },
    { label: labels.landAreaSqm, value: map(property.landAreaSqm, area) },
    { label: labels.layout, value: text(property.layout) },
    { label: labels.builtYear, value: builtYear(property) },
    { label: labels.floors, value: map(property.floors, units.floors) },
    { label: labels.units, value: map(property.units, units.units) },
    { label: labels.occupancy, value: text(property.occupancy) },
    { label: labels.listingNumber, value: text(property.listingNumber) },
    { label: labels.url, value: property.url && <Outside url={property.url} /> },
  ];
}

export function extraFields({ extras }: Inquiry): Field[] {
  return extras.map(({ label, value }, i) => ({
    key: `${i} ${label}`,
    label,
    value: text(withWesternYears(value)),
  }));
}

function builtYear({ builtYear: year, builtYearText: asSent }: Inquiry['property']) {
  if (!asSent) return map(year, units.year);
  const shown = withWesternYears(asSent);
  // 「H10」 is no date to the calendar.
  return shown === asSent && year !== undefined ? `${asSent}${words.common.aside(units.year(year))}` : shown;
}
