// The rules at intake as a person chose them: each must be there and in use.
import { findActiveMember, listMembers } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Downstream } from './downstream.ts';
import type { IntakeRules } from './model.ts';

/** Names of what the rules set, for people and the history. */
export interface RuleNames {
  assignee: string | null;
  status: string | null;
  group: string | null;
}

const faults = {
  assigneeId: 'この担当者は削除されたか、利用を停止しています。別の担当者をお選びください。',
  statusId: 'この顧客ステータスは削除されています。別の顧客ステータスをお選びください。',
  groupId: 'この顧客グループは削除されています。別の顧客グループをお選びください。',
};

/**
 * Holds what the rules name until the transaction ends. `before` is what the connection has now: it may stay.
 * Returns what is wrong, by field (none: empty).
 */
export async function holdRules(
  tx: Tx,
  organizationId: string,
  downstream: Pick<Downstream, 'holdMasters'>,
  rules: IntakeRules,
  before: IntakeRules | null,
): Promise<Record<string, string>> {
  const isNew = (key: keyof IntakeRules) => rules[key] !== null && rules[key] !== before?.[key];
  const { status, group } = await downstream.holdMasters(tx, organizationId, rules);
  const wrong: Record<string, string> = {};
  const { assigneeId } = rules;
  if (assigneeId && isNew('assigneeId')) {
    if (!(await findActiveMember(tx, organizationId, assigneeId))) wrong.assigneeId = faults.assigneeId;
  }
  if (isNew('statusId') && !status) wrong.statusId = faults.statusId;
  if (isNew('groupId') && !group) wrong.groupId = faults.groupId;
  return wrong;
}

/** What the rules set, by name. */
export async function namesOf(
  tx: Tx,
  organizationId: string,
  downstream: Pick<Downstream, 'masters'>,
  rules: IntakeRules,
): Promise<RuleNames> {
  const members = await listMembers(tx, organizationId);
  const { statuses, groups } = await downstream.masters(tx, organizationId);
  return {
    assignee: members.find(({ userId }) => userId === rules.assigneeId)?.name ?? null,
    status: statuses.find(({ id }) => id === rules.statusId)?.name ?? null,
    group: groups.find(({ id }) => id === rules.groupId)?.name ?? null,
  };
}
