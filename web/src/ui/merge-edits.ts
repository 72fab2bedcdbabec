// Two people edited the same thing: what was changed on one side alone is kept, what was changed on both is told. Pure.

export interface Merged<V> {
  /** Mine, and theirs where only they changed something. */
  values: V;
  /** Changed by both, and not to the same. */
  conflicts: (keyof V)[];
  /** Changed by them alone: now in `values`. */
  taken: (keyof V)[];
}

/** What is in a field, as it is compared: texts that differ may say the same. */
export type Read<V> = (value: V[keyof V]) => unknown;
const asItIs = (value: unknown) => value;

/** `base`: what I started from. `theirs`: as it is now. */
export function mergeEdits<V extends object>(base: V, mine: V, theirs: V, read: Read<V> = asItIs): Merged<V> {
  const isSameIn = (key: keyof V, a: V, b: V) => isSame(read(a[key]), read(b[key]));
  const merged: Merged<V> = { values: { ...mine }, conflicts: [], taken: [] };
  for (const key of Object.keys(base) as (keyof V)[]) {
    if (isSameIn(key, theirs, base) || isSameIn(key, theirs, mine)) continue;
    if (isSameIn(key, mine, base)) {
      merged.values[key] = theirs[key];
      merged.taken.push(key);
    } else merged.conflicts.push(key);
  }
  return merged;
}

/** What was told before, and this after it: what both changed stays told until one of the two is chosen. */
export function alsoMet<V>(before: Merged<V> | null, found: Merged<V>): Merged<V> {
  const conflicts = [...new Set([...(before?.conflicts ?? []), ...found.conflicts])];
  const taken = [...new Set([...(before?.taken ?? []), ...found.taken])];
  return { ...found, conflicts, taken: taken.filter((key) => !conflicts.includes(key)) };
}

/** Texts, nulls, and lists of texts. */
export const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Of all fields of `before`. */
export const isUnchanged = <V extends object>(now: V, before: V, read: Read<V> = asItIs): boolean =>
  (Object.keys(before) as (keyof V)[]).every((key) => isSame(read(now[key]), read(before[key])));
