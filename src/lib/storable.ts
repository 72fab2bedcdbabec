// Text as PostgreSQL can keep it: text and jsonb hold neither NUL nor lone surrogates. The raw mail keeps both.
import { createHash } from 'node:crypto';

/** The text without NUL, lone surrogates replaced by U+FFFD, cut to `most` UTF-16 units. */
export function storable(text: string, most = 1_000_000): string {
  return (text.length > most ? text.slice(0, most) : text).replaceAll('\0', '').toWellFormed();
}

/** The same for every string inside a value made of plain objects and arrays. */
export function storableDeep<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (Array.isArray(value)) return value.map(storableDeep) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storableDeep(inner)])) as T;
}

const KEY_MAX = 200;

/** A key for a btree index, whose rows PostgreSQL limits to 2704 bytes: a longer one is its beginning and its SHA-256. */
export function storableKey(key: string): string {
  const whole = storable(key, Number.POSITIVE_INFINITY);
  if (whole.length <= KEY_MAX) return whole;
  return `${storable(whole, KEY_MAX / 2)}#${createHash('sha256').update(whole).digest('hex')}`;
}
