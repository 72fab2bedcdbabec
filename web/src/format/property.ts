// What somebody asked about, in one line for lists. Pure.
import type { Inquiry } from '../api/client.ts';
import { words } from '../words/index.ts';
import { yen } from './numbers.ts';

/** 「マンション 東京都世田谷区桜丘… パークコート桜丘 3,280万円」: the parts that are there, in this order. */
export function propertySummary(property: Inquiry['property']): string[] {
  const { inquiry } = words;
  const type = property.typeText ?? (property.type && inquiry.propertyTypes[property.type]);
  const building = [property.buildingName, room(property.roomNumber)].filter(Boolean).join(' ');
  const parts = [
    type,
    building,
    property.address,
    property.priceYen !== undefined && yen(property.priceYen),
    property.rentYen !== undefined && `${inquiry.fields.rentYen} ${yen(property.rentYen)}`,
  ];
  return parts.filter((part): part is string => Boolean(part));
}

/** 502 → 502号室; what already says it, or has no digit, as it is. */
export function room(number: string | undefined): string | undefined {
  return number && /^[\d０-９]+$/.test(number) ? words.inquiry.units.room(number) : number;
}
