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

/** Rules a person chose; what is left out was not touched. */
export type ChosenRules = { [Key in keyof IntakeRules]?: IntakeRules[Key] | undefined };

/** What to say where what a rule names is not there any more. */
export const ruleFaults = {
  assigneeId: 'この担当者は削除されたか、利用を停止しています。別の担当者をお選びください。',
  statusId: 'この顧客ステータスは削除されています。別の顧客ステータスをお選びください。',
  groupId: 'この顧客グループは削除されています。別の顧客グループをお選びください。',
};

/**
 * Holds what the rules name until the transaction ends; returns what is wrong, by field (none: empty). Before names and the
 * connection are locked: whoever takes such a thing away locks it first, too (replace-in-rules.ts).
 */
export async function holdRules(
  tx: Tx,
  organizationId: string,
  downstream: Pick<Downstream, 'holdMasters'>,
  { assigneeId = null, statusId = null, groupId = null }: ChosenRules,
): Promise<Partial<Record<keyof IntakeRules, string>>> {
  const assignee = assigneeId && (await findActiveMember(tx, organizationId, assigneeId));
  const { status, group } = await downstream.holdMasters(tx, organizationId, { statusId, groupId });
  return {
    ...(assigneeId && !assignee && { assigneeId: ruleFaults.assigneeId }),
    ...(statusId && !status && { statusId: ruleFaults.statusId }),
    ...(groupId && !group && { groupId: ruleFaults.groupId }),
  };
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
