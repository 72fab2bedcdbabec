// What a connection's rules make of past requests, one after another as they came: the same choices as at intake, with the
// response times they really had. Pure.
import { type AssignmentRule, chooseRule, pickAssignee, type RequestFacts } from '../../connections/index.ts';

/** A request of a customer, in the order they came. */
export interface PastRequest extends RequestFacts {
  id: string;
  customerId: string;
  isRepeat: boolean;
  respondedAt: Date | null;
}

/** What is the same whatever the rules are. */
export interface Surroundings {
  /** The connection's own assignee. */
  assigneeId: string | null;
  isActive: (userId: string) => boolean;
  /** Whom rules gave somebody last, by rule. */
  turns: ReadonlyMap<string, string | null>;
  /** Whom customers are with who were there before. */
  assigneeOf: (customerId: string) => string | null;
  /** Requests that came another way or earlier: whose they were, and from when until when they were 未対応. */
  others: readonly { assigneeId: string; receivedAt: Date; respondedAt: Date | null }[];
}

/** `assigneeId` undefined: a known customer's stays. */
export interface Choice {
  ruleId: string | null;
  assigneeId: string | null | undefined;
}

/** Their choices, in the requests' order. */
export function simulateRules(
  rules: readonly AssignmentRule[],
  past: readonly PastRequest[],
  { assigneeId, isActive, turns, assigneeOf, others }: Surroundings,
): Choice[] {
  const usual = assigneeId !== null && isActive(assigneeId) ? assigneeId : null;
  const last = new Map(turns);
  const given = new Map<string, string | null>();
  const opened = new Map<string, { receivedAt: Date; respondedAt: Date | null }[]>();
  const opens = (userId: string, request: { receivedAt: Date; respondedAt: Date | null }) => {
    const theirs = opened.get(userId);
    if (theirs) theirs.push(request);
    else opened.set(userId, [request]);
  };
  for (const other of others) opens(other.assigneeId, other);

  return past.map((request) => {
    const { receivedAt, customerId, isRepeat } = request;
    const match = chooseRule(rules, request);
    const isOpenNow = (one: { receivedAt: Date; respondedAt: Date | null }) =>
      one.receivedAt <= receivedAt && (one.respondedAt === null || one.respondedAt > receivedAt);
    const choose = (): string | null => {
      if (!match?.rule.assignee) return usual;
      const picked = pickAssignee(match.rule.assignee, {
        isActive,
        last: last.get(match.rule.id) ?? null,
        open: (userId) => opened.get(userId)?.filter(isOpenNow).length ?? 0,
      });
      if (picked !== null && match.rule.assignee.way !== 'person') last.set(match.rule.id, picked);
      return picked ?? usual;
    };
    const chosen = isRepeat ? undefined : choose();
    if (chosen !== undefined) given.set(customerId, chosen);
    const owner = given.has(customerId) ? given.get(customerId) : assigneeOf(customerId);
    if (owner) opens(owner, request);
    return { ruleId: match?.rule.id ?? null, assigneeId: chosen };
  });
}
