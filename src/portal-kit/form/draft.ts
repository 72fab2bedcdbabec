// An inquiry in the making: takes values into fields, the first one that says something wins, and whatever finds no
// place is kept in the extras.
import { foldText } from '../../lib/japanese-text.ts';
import type { Contact, Extra, Property, RequestDetails } from '../model.ts';
import { isBlank, isBlankNumber } from './words/blanks.ts';

type Textual<T> = { [K in keyof T]-?: Required<T>[K] extends string ? K : never }[keyof T];
type Numeric<T> = { [K in keyof T]-?: Required<T>[K] extends number ? K : never }[keyof T];

/** Texts that name something: there 「なし」 says that there is none. */
const NAMES = new Set<PropertyKey>([
  'name',
  'nameKana',
  'address',
  'buildingName',
  'roomNumber',
  'layout',
  'listingNumber',
  'typeText',
]);

/** A value with the label it came under, both as sent. */
export interface Sent {
  label: string;
  value: string;
}

export class Draft {
  readonly contact: Contact = {};
  readonly property: Property = {};
  readonly request: RequestDetails = {};
  readonly extras: Extra[] = [];
  readonly warnings = new Set<string>();

  /** Keeps a label that has no field, or whose value could not be read into it. */
  keep({ label, value }: Sent, warning?: string): void {
    if (value === '') return;
    this.extras.push({ label, value });
    if (warning) this.warnings.add(warning);
  }

  /** Text as sent. */
  text<T extends Contact | Property | RequestDetails>(into: T, key: Textual<T>, sent: Sent): void {
    if (NAMES.has(key) ? isBlankNumber(sent.value) : isBlank(sent.value)) return;
    const old = into[key] as string | undefined;
    if (old === undefined) into[key] = sent.value as T[Textual<T>];
    else if (!alike(old, sent.value)) this.keep(sent);
  }

  /** A text that is read into another form first (a postal code, a mail address). */
  read<T extends Contact | Property>(
    into: T,
    key: Textual<T>,
    sent: Sent,
    value: string | null,
    warning: string,
  ): void {
    if (isBlankNumber(sent.value)) return;
    if (value === null) this.keep(sent, warning);
    else if (into[key] === undefined) into[key] = value as T[Textual<T>];
    else if (into[key] !== value) this.keep(sent);
  }

  number<T extends Contact | Property>(into: T, key: Numeric<T>, sent: Sent, value: number | null): void {
    if (isBlankNumber(sent.value)) return;
    if (value === null || !Number.isFinite(value)) this.keep(sent, 'number-unreadable');
    else if (into[key] === undefined) into[key] = value as T[Numeric<T>];
    else if (into[key] !== value) this.keep(sent);
  }
}

/** Whether two values say the same; long ones only when they are the same to the letter. */
function alike(a: string, b: string): boolean {
  return a === b || (a.length + b.length < 400 && foldText(a) === foldText(b));
}
