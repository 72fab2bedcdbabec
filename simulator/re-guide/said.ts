// What a home owner filled in, as the request it says.
import { toJstIso } from '../../src/lib/jst.ts';
import { toE164 } from '../../src/lib/phones.ts';
import type { Contact, Property, PropertyType } from '../../src/portal-kit/model.ts';
import type { FormFields } from './answer.ts';
import type { NewRequest } from './mail-request.ts';

const TYPES: Record<string, PropertyType> = {
  分譲マンション: 'condo-unit',
  一戸建て: 'house',
  土地: 'land',
  一棟売りマンション: 'mansion-building',
  一棟売りアパート: 'apartment-building',
  一棟売りビル: 'office-building',
};

/** Reads the public form; fields left empty are absent. */
export function said({ one }: FormFields, now: Date): NewRequest {
  const text = (name: string): string | undefined => one(name).replaceAll('\r\n', '\n').trim() || undefined;
  const number = (name: string): number | undefined => {
    const value = Number(one(name).normalize('NFKC').trim() || Number.NaN);
    return Number.isFinite(value) ? value : undefined;
  };
  const phone = text('phone');
  const e164 = phone === undefined ? null : toE164(phone);
  const typeText = text('type');
  const property: Property = defined({
    type: TYPES[typeText ?? ''],
    typeText,
    address: text('propertyAddress'),
    buildingName: text('building'),
    roomNumber: text('room'),
    exclusiveAreaSqm: number('exclusiveArea'),
    buildingAreaSqm: number('buildingArea'),
    landAreaSqm: number('landArea'),
    layout: text('layout'),
    builtYear: number('year'),
    occupancy: text('occupancy'),
  });
  const contact: Contact = defined({
    name: text('name'),
    nameKana: text('kana'),
    age: number('age'),
    postalCode: text('postalCode')?.normalize('NFKC').replace(/\D/g, ''),
    address: text('address'),
    email: text('email'),
    contactTime: text('contactTime'),
    phonesAsSent: phone === undefined ? undefined : [phone],
    phones: e164 === null ? undefined : [e164],
  });
  return defined({
    kind: 'appraisal' as const,
    requestedAt: toJstIso(now),
    contact,
    property,
    request: defined({ method: text('method'), reason: text('reason'), timing: text('timing') }),
    message: text('message'),
    extras: [],
  });
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function defined<T extends object>(given: T): Defined<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
}
