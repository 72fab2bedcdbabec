// What new requests are given, by the rule of their connection that holds and else by its settings: assignee, status, group. In
// the order they come; whose turn it is stays held until they are taken in.
import { holdTurns, lockOpenCounts, type Match, noteTurns, pickAssignee } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import type { IntakeSettings } from './intake-settings.ts';
import type { AssigneeReason, IncomingRequest, InquiryAssignment } from './model.ts';
import type { Decision } from './rules/decide.ts';
import { assigneesOf, countOpenOf } from './store.ts';

/** A request that is added, with the rule that holds for it. */
export interface ToGive {
  request: IncomingRequest;
  match: Match | null;
  decision: Extract<Decision, { type: 'added' }>;
}

/** What it gets. A known customer gets the group alone. `assignment` null: its connection has no rules. */
export interface Given {
  assigneeId: string | null;
  statusId: string | null;
  groupId: string | null;
  assignment: InquiryAssignment | null;
}

/** Gives. The rows they are for come after; the people in `settings` are held. */
export async function give(
  tx: Tx,
  organizationId: string,
  added: ToGive[],
  settings: IntakeSettings,
): Promise<Given[]> {
  const isActive = (userId: string) => settings.assignees.has(userId);
  const teams = await openTeams(tx, organizationId, added, isActive);
  const given = added.map((one): Given => {
    const { request, match, decision } = one;
    const { rules } = request;
    const chosen = decision.isNew ? chooseAssignee(one, isActive, teams) : KEPT;
    teams.counted(decision.customerId, chosen.reason === 'kept' ? undefined : chosen.id);
    return {
      assigneeId: chosen.id,
      statusId: match?.rule.statusId ?? rules.statusId,
      groupId: match?.rule.groupId ?? rules.groupId,
      assignment:
        rules.assignmentRules.length === 0
          ? null
          : {
              rule: match && { id: match.rule.id, name: match.rule.name },
              reasons: match?.reasons ?? [],
              assignee: chosen.reason,
              assigneeName: chosen.id === null ? null : (settings.assignees.get(chosen.id) ?? null),
            },
    };
  });
  await noteTurns(tx, organizationId, teams.turns());
  return given;
}

const KEPT = { id: null, reason: 'kept' as const };

function chooseAssignee(
  { request, match }: ToGive,
  isActive: (userId: string) => boolean,
  teams: Teams,
): { id: string | null; reason: AssigneeReason } {
  const { assigneeId } = request.rules;
  const usual = assigneeId !== null && isActive(assigneeId) ? assigneeId : null;
  if (!match?.rule.assignee) return { id: usual, reason: 'default' };
  const id = teams.pick(match);
  return id === null ? { id: usual, reason: 'nobody-left' } : { id, reason: match.rule.assignee.way };
}

/** The teams of a row of requests: whose turn it is, and how many open inquiries each has meanwhile. */
class Teams {
  readonly #isActive: (userId: string) => boolean;
  readonly #last: Map<string, string | null>;
  readonly #open: Map<string, number>;
  /** Customers' assignees, those given here included. */
  readonly #assignees: Map<string, string | null>;
  readonly #given = new Map<string, string>();

  constructor(
    isActive: (userId: string) => boolean,
    last: Map<string, string | null>,
    open: Map<string, number>,
    assignees: Map<string, string | null>,
  ) {
    this.#isActive = isActive;
    this.#last = last;
    this.#open = open;
    this.#assignees = assignees;
  }

  pick({ rule }: Match): string | null {
    if (!rule.assignee) return null;
    const picked = pickAssignee(rule.assignee, {
      isActive: this.#isActive,
      last: this.#last.get(rule.id) ?? null,
      open: (userId) => this.#open.get(userId) ?? 0,
    });
    if (picked !== null && this.#last.has(rule.id)) {
      this.#last.set(rule.id, picked);
      this.#given.set(rule.id, picked);
    }
    return picked;
  }

  /** The customer has one open inquiry more; `assigneeId`: whom they were given, where they are new. */
  counted(customerId: string, assigneeId: string | null | undefined): void {
    if (assigneeId !== undefined) this.#assignees.set(customerId, assigneeId);
    const owner = this.#assignees.get(customerId);
    if (owner) this.#open.set(owner, (this.#open.get(owner) ?? 0) + 1);
  }

  turns(): { ruleId: string; lastUserId: string }[] {
    return [...this.#given].map(([ruleId, lastUserId]) => ({ ruleId, lastUserId }));
  }
}

/** Asks the database only where a team has to choose. */
async function openTeams(
  tx: Tx,
  organizationId: string,
  added: ToGive[],
  isActive: (userId: string) => boolean,
): Promise<Teams> {
  const choosing = added.flatMap(({ match, decision }) => {
    const choice = match?.rule.assignee;
    return match && choice && decision.isNew && choice.way !== 'person' && choice.userIds.some(isActive)
      ? { ruleId: match.rule.id, ...choice }
      : [];
  });
  if (choosing.length === 0) return new Teams(isActive, new Map(), new Map(), new Map());
  const last = await holdTurns(tx, organizationId, [...new Set(choosing.map(({ ruleId }) => ruleId))]);
  const fewest = choosing.filter(({ way }) => way === 'fewest-open').flatMap(({ userIds }) => userIds);
  if (fewest.length === 0) return new Teams(isActive, last, new Map(), new Map());
  await lockOpenCounts(tx, organizationId);
  const known = added.flatMap(({ decision }) => (decision.isNew ? [] : decision.customerId));
  return new Teams(
    isActive,
    last,
    await countOpenOf(tx, organizationId, [...new Set(fewest)]),
    await assigneesOf(tx, organizationId, known),
  );
}
