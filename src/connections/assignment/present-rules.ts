// 振り分けルール of a connection as the API gives them, in names.
import { isOptionOn, listMembers, type Principal } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Downstream } from '../downstream.ts';
import { getShownConnection } from '../store.ts';
import type { AssignmentRulesShape } from './shapes.ts';
import { getRules } from './store.ts';

/** @throws AppError not-found */
export async function presentRules(
  tx: Tx,
  caller: Principal,
  connectionId: string,
  downstream: Downstream,
): Promise<AssignmentRulesShape> {
  const { organizationId } = caller;
  const connection = await getShownConnection(tx, organizationId, connectionId);
  if (!connection) throw new AppError('not-found');
  const { version, rules } = await getRules(tx, organizationId, connectionId);
  const { statuses, groups } = await downstream.masters(tx, organizationId);
  const people = new Map(
    (await listMembers(tx, organizationId)).map(({ userId, name }) => [userId, { id: userId, name }]),
  );
  const isAdmin = caller.type === 'user' && (caller.role === 'owner' || caller.role === 'admin');
  return {
    version,
    rules: rules.map(({ id, name, isPaused, conditions, assignee, statusId, groupId }) => {
      const status = statuses.find((one) => one.id === statusId);
      const group = groups.find((one) => one.id === groupId);
      return {
        id,
        name,
        isPaused,
        conditions,
        assignee: assignee && {
          way: assignee.way,
          people: assignee.userIds.flatMap((userId) => people.get(userId) ?? []),
        },
        status: status ? { id: status.id, name: status.name, color: status.color ?? 'gray' } : null,
        group: group ? { id: group.id, name: group.name } : null,
      };
    }),
    recentCount: await downstream.countRecentInquiries(tx, organizationId, connectionId),
    isEditable:
      isAdmin &&
      connection.state !== 'deleted' &&
      (await isOptionOn(tx, organizationId, 'portal-integration')),
  };
}
