// What becomes of two customers when their merge is undone. The absorbed one is as they were. The survivor is as they were too,
// but for what was changed since: that stays. Requests that came since go to whom product.md "Same customer" gives them. Pure.
import type { ContactPointKind } from '../model.ts';
import type { ContactPoint } from './contact-points.ts';
import { type CustomerState, type KnownPoint, type SingleField, singleFields } from './customer-state.ts';
import { match } from './match.ts';
import type { Side } from './merge.ts';

/** What a merge kept: both before it, and the survivor right after it. */
export interface KeptStates {
  before: CustomerState;
  absorbed: CustomerState;
  after: CustomerState;
}

/** A request that came to the survivor since, by what its sender can be recognised. */
export interface CameSince {
  id: string;
  points: ContactPoint[];
}

/** A point of the absorbed one that a request since brought has no row yet. */
type LatePoint = ContactPoint & { id: string | null };

export interface Undone {
  survivor: CustomerState;
  absorbed: Omit<CustomerState, 'points'> & { points: LatePoint[] };
  /** Whose each request is that came since. */
  goesTo: Map<string, Side>;
  /** What was changed since, and stays with the survivor. */
  edited: SingleField[];
}

/** `now`: the survivor. Requests in the order they came. */
export function undoMerge(
  { before, absorbed, after }: KeptStates,
  now: CustomerState,
  since: CameSince[],
): Undone {
  const goesTo = sortOut(before, absorbed, after, now, since);
  const of = (side: Side) =>
    since.filter(({ id }) => goesTo.get(id) === side).flatMap(({ points }) => points);
  const [staying, leaving] = [of('survivor'), of('absorbed')];
  const edited = singleFields.filter((field) => now[field] !== after[field]);
  const single = Object.fromEntries(
    singleFields.map((field) => [field, edited.includes(field) ? now[field] : before[field]]),
  ) as Record<SingleField, string | null>;
  const brought = after.groupIds.filter((id) => !before.groupIds.includes(id));
  const dropped = before.groupIds.filter((id) => !after.groupIds.includes(id));
  const late = distinct(leaving).filter((point) => !has(absorbed.points, point));
  return {
    survivor: {
      ...single,
      points: kinds.flatMap((kind) => pointsLeft(kind, { before, after }, now, { staying, leaving })),
      groupIds: [...new Set([...now.groupIds.filter((id) => !brought.includes(id)), ...dropped])],
    },
    absorbed: { ...absorbed, points: [...absorbed.points, ...late.map((point) => ({ ...point, id: null }))] },
    goesTo,
    edited,
  };
}

const kinds: readonly ContactPointKind[] = ['phone', 'email', 'name', 'kana'];
type Key = Pick<ContactPoint, 'kind' | 'key'>;
const isSame = (a: Key) => (b: Key) => a.kind === b.kind && a.key === b.key;
const has = (points: readonly Key[], point: Key) => points.some(isSame(point));
const distinct = <Point extends Key>(points: Point[]) =>
  points.filter((point, i) => points.findIndex(isSame(point)) === i);

// As if the two had been apart when each came; whoever fits neither, or both, stays.
function sortOut(
  before: CustomerState,
  absorbed: CustomerState,
  after: CustomerState,
  now: CustomerState,
  since: CameSince[],
): Map<string, Side> {
  const carried = since.flatMap(({ points }) => points);
  const byHand = now.points.filter((point) => !has(after.points, point) && !has(carried, point));
  const known: Record<Side, Key[]> = {
    survivor: [...before.points, ...byHand],
    absorbed: [...absorbed.points],
  };
  const goesTo = new Map<string, Side>();
  for (const { id, points } of since) {
    const found = match(points, [
      { id: 'survivor', points: known.survivor },
      { id: 'absorbed', points: known.absorbed },
    ]);
    const side: Side = found.customerId === 'absorbed' ? 'absorbed' : 'survivor';
    known[side].push(...points);
    goesTo.set(id, side);
  }
  return goesTo;
}

/** The survivor's points of one kind: without those the absorbed one brought, and those of requests that leave. */
function pointsLeft(
  kind: ContactPointKind,
  { before, after }: { before: CustomerState; after: CustomerState },
  now: CustomerState,
  { staying, leaving }: { staying: ContactPoint[]; leaving: ContactPoint[] },
): KnownPoint[] {
  const [then, merged, current] = [before, after, now].map((state) =>
    state.points.filter((point) => point.kind === kind),
  ) as [KnownPoint[], KnownPoint[], KnownPoint[]];
  const goes = (point: Key) =>
    !has(then, point) && !has(staying, point) && (has(merged, point) || has(leaving, point));
  const isUntouched = merged.every(
    (point, i) => point.key === current[i]?.key && point.value === current[i]?.value,
  );
  if (!isUntouched) return current.filter((point) => !goes(point));
  const more = current.filter((point) => !has(then, point) && !goes(point));
  return [...then, ...more];
}
