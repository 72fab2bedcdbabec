// 振り分けルール of a connection, saved as a whole by a person who saw a certain version of them.
import { and, eq, sql } from 'drizzle-orm';
import { type AuditActor, addAudit, findActiveMembers, listMembers } from '../../accounts/index.ts';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { type ChangeOutcome, openForChange } from '../change.ts';
import type { Downstream } from '../downstream.ts';
import { ruleFaults } from '../intake-rules.ts';
import { connections } from '../tables.ts';
import type { AssignmentRule } from './model.ts';
import { type NamesOf, rulesChanges } from './rules/changes.ts';
import { thingsOf } from './rules/things.ts';
import { getRules } from './store.ts';
import { keepTurns } from './turns.ts';

/** A rule as a person gives it: one with the id of a rule that is there is that one, any other is new. */
export type GivenRule = Omit<AssignmentRule, 'id'> & { id?: string | undefined };

/**
 * Saves. `overtaken` when another version is there now.
 * @throws AppError not-found, option-off, input-invalid with the fields
 */
export async function saveRules(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  { version, rules }: { version: number; rules: GivenRule[] },
  actor: AuditActor,
  downstream: Downstream,
): Promise<ChangeOutcome> {
  const faults = await holdThings(tx, organizationId, downstream, rules);
  const { state } = await openForChange(tx, organizationId, connectionId);
  const before = await getRules(tx, organizationId, connectionId);
  if (state === 'deleted' || before.version !== version) return 'overtaken';
  const after = withIds(before.rules, rules);
  const fields = { ...faults, ...emptyTeams(before.rules, after) };
  if (Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
  const changes = rulesChanges(before.rules, after, await namesIn(tx, organizationId, downstream));
  if (changes.length === 0) return 'done';
  await tx
    .update(connections)
    .set({
      assignmentRules: after,
      assignmentVersion: sql`${connections.assignmentVersion} + 1`,
      updatedAt: sql`now()`,
    })
    .where(and(eq(connections.organizationId, organizationId), eq(connections.id, connectionId)));
  await keepTurns(
    tx,
    organizationId,
    connectionId,
    after.map(({ id }) => id),
  );
  await addAudit(tx, organizationId, actor, 'connection.assignment-changed', connectionId, { changes });
  return 'done';
}

/** A team that everybody has left may stay so; nobody makes one. */
function emptyTeams(before: AssignmentRule[], after: AssignmentRule[]): Record<string, string> {
  const isEmpty = ({ assignee }: AssignmentRule) => assignee?.userIds.length === 0;
  const known = new Set(before.filter(isEmpty).map(({ id }) => id));
  return Object.fromEntries(
    after.flatMap((rule, i) =>
      isEmpty(rule) && !known.has(rule.id)
        ? [[`rules.${i}.assigneeId`, '担当者を一覧からお選びください。']]
        : [],
    ),
  );
}

/** The rules with ids: those that are there keep theirs, once each. */
export function withIds(before: readonly AssignmentRule[], given: readonly GivenRule[]): AssignmentRule[] {
  const free = new Set(before.map(({ id }) => id));
  return given.map(({ id, ...rule }) => ({
    ...rule,
    id: id !== undefined && free.delete(id) ? id : newId(),
  }));
}

/**
 * Holds what the rules name until the transaction ends; returns what is wrong, by field. Before the connection is locked, and
 * in one order for everybody.
 */
async function holdThings(
  tx: Tx,
  organizationId: string,
  downstream: Pick<Downstream, 'holdMasters'>,
  given: GivenRule[],
): Promise<Record<string, string>> {
  const rules = withIds([], given);
  const people = await findActiveMembers(tx, organizationId, thingsOf(rules, 'assigneeId'));
  const there = new Set(people.map(({ userId }) => userId));
  for (const statusId of thingsOf(rules, 'statusId').sort()) {
    const { status } = await downstream.holdMasters(tx, organizationId, { statusId, groupId: null });
    if (status) there.add(status.id);
  }
  for (const groupId of thingsOf(rules, 'groupId').sort()) {
    const { group } = await downstream.holdMasters(tx, organizationId, { statusId: null, groupId });
    if (group) there.add(group.id);
  }
  const faults: Record<string, string> = {};
  for (const [i, rule] of rules.entries())
    for (const kind of ['assigneeId', 'statusId', 'groupId'] as const)
      if (thingsOf([rule], kind).some((id) => !there.has(id)))
        faults[`rules.${i}.${kind}`] = ruleFaults[kind];
  return faults;
}

async function namesIn(
  tx: Tx,
  organizationId: string,
  downstream: Pick<Downstream, 'masters'>,
): Promise<NamesOf> {
  const { statuses, groups } = await downstream.masters(tx, organizationId);
  const names = new Map([...statuses, ...groups].map(({ id, name }) => [id, name]));
  for (const { userId, name } of await listMembers(tx, organizationId)) names.set(userId, name);
  return (id) => names.get(id) ?? null;
}
