// Is somebody with this phone or mail address a customer already? Shown to a person before they make another.
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { getCustomers } from './queries.ts';
import type { ContactPoint } from './rules/contact-points.ts';
import { findCandidates, lockIdentities } from './store.ts';

const SHOWN = 10;

/**
 * Ids of the other customers who are known by one of these phones or mail addresses. The identities are held until the
 * transaction ends, so that a mail of the same person waits.
 * @throws AppError customer-exists (data: { customers }) when there are any and the person does not insist
 */
export async function othersKnownBy(
  tx: Tx,
  organizationId: string,
  points: ContactPoint[],
  { except, insist }: { except: string | null; insist: boolean },
): Promise<string[]> {
  const identities = points.filter(({ kind }) => kind === 'phone' || kind === 'email');
  await lockIdentities(
    tx,
    organizationId,
    identities.map(({ kind, key }) => `${kind}|${key}`),
  );
  const others = (await findCandidates(tx, organizationId, identities))
    .map(({ id }) => id)
    .filter((id) => id !== except);
  if (others.length === 0 || insist) return others;
  const rows = await getCustomers(tx, organizationId, others.slice(0, SHOWN));
  throw new AppError('customer-exists', {
    data: { customers: rows.map(({ id, name }) => ({ id, name: name ?? '' })) },
  });
}
