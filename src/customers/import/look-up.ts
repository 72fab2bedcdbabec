// What rows of a file are held against: the firm's people, statuses and groups, and the customers there are.
import { and, eq, inArray } from 'drizzle-orm';
import { findActiveMembers, listMembers } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { findSurvivors } from '../find-survivor.ts';
import { detailsOf, listMasters } from '../queries.ts';
import type { SeenByRows } from '../rules/decide-import-row.ts';
import type { CustomerDraft, RowMasters } from '../rules/read-row.ts';
import { defaultStatusId, findCandidates } from '../store.ts';
import { groups, statuses } from '../tables.ts';

/** What cells may name. */
export async function mastersOf(tx: Tx, organizationId: string): Promise<RowMasters> {
  const people = (await listMembers(tx, organizationId)).flatMap(({ userId, name, email, deactivatedAt }) =>
    deactivatedAt ? [] : { id: userId, name, email },
  );
  return { people, ...(await listMasters(tx, organizationId)) };
}

/** The same, but for those that are gone meanwhile; those that are used stay until the transaction ends (ADR 9). */
export async function holdMastersFor(
  tx: Tx,
  organizationId: string,
  masters: RowMasters,
  drafts: CustomerDraft[],
): Promise<RowMasters> {
  const ids = (of: (draft: CustomerDraft) => ({ id: string } | null)[]) => [
    ...new Set(drafts.flatMap((draft) => of(draft).flatMap((one) => one?.id ?? []))),
  ];
  const personIds = ids(({ assignee }) => [assignee]);
  const active = new Set(
    (await findActiveMembers(tx, organizationId, personIds)).map(({ userId }) => userId),
  );
  const held = async (table: typeof statuses | typeof groups, wanted: string[]) => {
    if (wanted.length === 0) return new Set<string>();
    const rows = await tx
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.organizationId, organizationId), inArray(table.id, wanted)))
      .orderBy(table.id)
      .for('share');
    return new Set(rows.map(({ id }) => id));
  };
  // A row that names none gets the usual one.
  const usual = await defaultStatusId(tx, organizationId);
  const statusIds = [...new Set([...ids(({ status }) => [status]), ...(usual === null ? [] : [usual])])];
  const groupIds = ids((draft) => draft.groups);
  const [heldStatuses, heldGroups] = [await held(statuses, statusIds), await held(groups, groupIds)];
  const left = <T extends { id: string }>(all: T[], wanted: string[], there: Set<string>) =>
    all.filter(({ id }) => there.has(id) || !wanted.includes(id));
  return {
    people: left(masters.people, personIds, active),
    statuses: left(masters.statuses, statusIds, heldStatuses),
    groups: left(masters.groups, groupIds, heldGroups),
  };
}

/** Remembers the customers these rows may be of; returns their ids. */
export async function seeCustomersOf(
  tx: Tx,
  organizationId: string,
  drafts: CustomerDraft[],
  seen: SeenByRows & { byId: Map<string, string> },
): Promise<string[]> {
  const candidates = await findCandidates(
    tx,
    organizationId,
    drafts.flatMap(({ points }) => points),
  );
  for (const { id, points } of candidates) seen.customers.knownBy(id, points);
  const asked = [...new Set(drafts.flatMap(({ id }) => id ?? []))].filter((id) => !seen.byId.has(id));
  const survivors = await findSurvivors(tx, organizationId, asked);
  for (const [id, survivor] of survivors) seen.byId.set(id, survivor);
  const named = [...survivors.values()];
  for (const { customerId, kind, key } of (await detailsOf(tx, organizationId, named)).points)
    seen.customers.knownBy(customerId, [{ kind, key }]);
  return [...new Set([...candidates.map(({ id }) => id), ...named])];
}
