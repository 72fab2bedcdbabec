// A change by somebody who saw how a thing was: what another person changed of it since is not overwritten without a word.
import { isDeepStrictEqual } from 'node:util';
import { AppError } from './errors.ts';

/** Some fields of a thing. */
export type Some<T> = { [Field in keyof T]?: T[Field] | undefined };

/**
 * Of what is `given`, each field must still be as it `was` seen, or be as it is given already. Left out of `was`: it is not asked.
 * `now` must be read where it stays so until the transaction ends.
 * @throws AppError changed-meanwhile (data: { current }), `current` being all of `now` unless it is said
 */
export function refuseOvertaken<T extends object>(
  now: T,
  was: Some<T> | undefined,
  given: Some<T>,
  current: unknown = now,
): void {
  const isOvertaken = (Object.keys(given) as (keyof T)[]).some(
    (field) =>
      given[field] !== undefined &&
      was?.[field] !== undefined &&
      !isDeepStrictEqual(now[field], was[field]) &&
      !isDeepStrictEqual(now[field], given[field]),
  );
  if (isOvertaken) throw new AppError('changed-meanwhile', { data: { current } });
}

/** An order is put in the place of the one that was seen: of all that are there `now`, each once. @throws as above (data: { current: { items } }) */
export function refuseOvertakenOrder(now: { id: string }[], ids: string[], were: string[] | undefined): void {
  const known = now.map(({ id }) => id);
  const current = { items: now };
  if (!isDeepStrictEqual(known.toSorted(), ids.toSorted()))
    throw new AppError('changed-meanwhile', { data: { current } });
  refuseOvertaken({ ids: known }, { ids: were }, { ids }, current);
}
