// What connections and their rules set on customers at the moment of intake, by name, looked up once for a row of requests.
import { eq } from 'drizzle-orm';
import { findActiveMembers } from '../accounts/index.ts';
import type { Match } from '../connections/index.ts';
import { storable } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { keepMasters } from './hold-masters.ts';
import type { HistoryEvent, IncomingRequest } from './model.ts';
import { type customers, groups, statuses } from './tables.ts';

/** Names by id. */
export interface IntakeSettings {
  assignees: Map<string, string>;
  statuses: Map<string, string>;
  defaultStatusId: string | null;
  groups: Map<string, string>;
}

/**
 * Looks them up for these requests. Assignees stay active until the transaction ends: who leaves waits for the customers
 * made here, and hands them over too; who just left gets nobody. People, statuses and groups come before identities (ADR 9).
 */
export async function holdIntakeSettings(
  tx: Tx,
  organizationId: string,
  requests: { request: IncomingRequest; match: Match | null }[],
): Promise<IntakeSettings> {
  const assignees = requests.flatMap(({ request: { rules }, match }) => [
    ...(rules.assigneeId === null ? [] : [rules.assigneeId]),
    ...(match?.rule.assignee?.userIds ?? []),
  ]);
  const people = await findActiveMembers(tx, organizationId, [...new Set(assignees)]);
  const known = await tx
    .select({ id: statuses.id, name: statuses.name, isDefault: statuses.isDefault })
    .from(statuses)
    .where(eq(statuses.organizationId, organizationId));
  const joined = requests.some(({ request, match }) => match?.rule.groupId ?? request.rules.groupId)
    ? await tx
        .select({ id: groups.id, name: groups.name })
        .from(groups)
        .where(eq(groups.organizationId, organizationId))
    : [];
  const usual = known.find(({ isDefault }) => isDefault)?.id ?? null;
  const given = requests.map(({ request: { rules }, match }) => ({
    statusId: match?.rule.statusId ?? rules.statusId ?? usual,
    groupId: match?.rule.groupId ?? rules.groupId,
  }));
  await keepMasters(tx, organizationId, {
    statusIds: [...new Set(given.flatMap(({ statusId }) => statusId ?? []))],
    groupIds: [...new Set(given.flatMap(({ groupId }) => groupId ?? []))],
  });
  const names = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]));
  return {
    assignees: new Map(people.map(({ userId, name }) => [userId, name])),
    statuses: names(known),
    defaultStatusId: usual,
    groups: names(joined),
  };
}

/** The row of a new customer with what they are `given`, and what its history begins with. */
export function newCustomer(
  id: string,
  { organizationId, inquiry }: IncomingRequest,
  given: { assigneeId: string | null; statusId: string | null },
  settings: IntakeSettings,
): { row: typeof customers.$inferInsert; events: HistoryEvent[] } {
  const { name, nameKana, postalCode, address } = inquiry.contact;
  const text = (value: string | undefined) => (value === undefined ? null : storable(value));
  const assignee = given.assigneeId === null ? undefined : settings.assignees.get(given.assigneeId);
  const statusId = given.statusId ?? settings.defaultStatusId;
  return {
    row: {
      id,
      organizationId,
      name: text(name),
      nameKana: text(nameKana),
      postalCode: text(postalCode),
      address: text(address),
      assigneeId: given.assigneeId,
      statusId,
    },
    events: [
      { type: 'created' },
      ...(assignee === undefined ? [] : [{ type: 'assigned' as const, to: assignee }]),
      ...(statusId ? [{ type: 'status-set' as const, to: settings.statuses.get(statusId) ?? '' }] : []),
    ],
  };
}
