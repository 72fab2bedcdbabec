// Is this somebody we know? product.md "Same customer". Pure.
import type { ContactPointKind, DuplicateReason } from '../model.ts';
import { keysOf } from './contact-points.ts';

type Points = { kind: ContactPointKind; key: string }[];

/** A customer who shares a phone or a mail address with the one who asks. Oldest first. */
export interface Candidate {
  id: string;
  points: Points;
}

export interface Suspicion {
  otherId: string;
  reason: DuplicateReason;
}

/** Who it is: a known customer, or (null) a new one; and who may be the same person too. */
export interface Match {
  customerId: string | null;
  suspicions: Suspicion[];
}

/**
 * Same mail address, or same phone and (same name, or same kana, or one side has neither). Where the two point at
 * different customers the mail address decides, and the other is suspected. Never by name alone.
 */
export function match(points: Points, candidates: Candidate[]): Match {
  const byEmail = candidates.filter((c) => shares(points, c.points, 'email'));
  const byPhone = candidates.filter((c) => shares(points, c.points, 'phone'));
  const sameByPhone = byPhone.filter((c) => namesAgree(points, c.points));
  const found = byEmail[0] ?? sameByPhone[0] ?? null;
  const suspected = found ? sameByPhone.filter((c) => c !== found) : byPhone;
  const reason = found ? 'phone-of-another-customer' : 'same-phone-other-name';
  return { customerId: found?.id ?? null, suspicions: suspected.map(({ id }) => ({ otherId: id, reason })) };
}

function namesAgree(a: Points, b: Points): boolean {
  if (shares(a, b, 'name') || shares(a, b, 'kana')) return true;
  const named = (points: Points) => points.some((p) => p.kind === 'name' || p.kind === 'kana');
  return !named(a) || !named(b);
}

function shares(a: Points, b: Points, kind: ContactPointKind): boolean {
  const keys = new Set(keysOf(a, kind));
  return keysOf(b, kind).some((key) => keys.has(key));
}
