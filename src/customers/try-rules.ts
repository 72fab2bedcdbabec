// Trying changed 振り分けルール on the inquiries of the last 90 days. Reads only.
import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, ne, or, type SQL, sql } from 'drizzle-orm';
import { listMembers } from '../accounts/index.ts';
import {
  type AssignmentRule,
  getAssignmentRules,
  getConnection,
  type RulesTrial,
  readTurns,
} from '../connections/index.ts';
import { firstIdAt } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { compareChoices } from './rules/compare-choices.ts';
import { simulateRules } from './rules/simulate-rules.ts';
import { customers, inquiries } from './tables.ts';

const DAYS = 90;
/** So many are tried at most, the newest. */
const MOST = 5_000;
const DAY_MS = 86_400_000;

/** How many inquiries of customers came through the connection in the last 90 days. */
export async function countRecentInquiries(
  tx: Tx,
  organizationId: string,
  connectionId: string,
): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(inquiries)
    .where(recent(organizationId, connectionId, since()))
    .limit(MOST + 1)
    .as('some');
  const [row] = await tx.select({ count: sql<number>`count(*)::int` }).from(some);
  return Math.min(row?.count ?? 0, MOST);
}

/** What these rules would have made of them, beside what the saved ones make. */
export async function tryRules(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  rules: AssignmentRule[],
): Promise<RulesTrial> {
  const connection = await getConnection(tx, organizationId, connectionId);
  if (!connection) throw new Error('rules are tried on a connection that is not there');
  const from = since();
  const newest = await tx
    .select({
      id: inquiries.id,
      customerId: sql<string>`${inquiries.customerId}`,
      customerName: customers.name,
      assigneeId: customers.assigneeId,
      isRepeat: inquiries.isRepeat,
      receivedAt: inquiries.receivedAt,
      respondedAt: inquiries.respondedAt,
      inquiry: inquiries.content,
    })
    .from(inquiries)
    .innerJoin(customers, eq(customers.id, inquiries.customerId))
    .where(recent(organizationId, connectionId, from))
    .orderBy(desc(inquiries.id))
    .limit(MOST + 1);
  const past = newest.slice(0, MOST).reverse();
  const saved = await getAssignmentRules(tx, organizationId, connectionId);
  const members = await listMembers(tx, organizationId);
  const active = new Set(members.flatMap(({ userId, deactivatedAt }) => (deactivatedAt ? [] : userId)));
  const assignees = new Map(past.map(({ customerId, assigneeId }) => [customerId, assigneeId]));
  const around = {
    assigneeId: connection.assigneeId,
    isActive: (userId: string) => active.has(userId),
    turns: await readTurns(tx, organizationId, connectionId),
    assigneeOf: (customerId: string) => assignees.get(customerId) ?? null,
    others: await openElsewhere(tx, organizationId, connectionId, past[0]?.id ?? null, [
      ...saved.rules,
      ...rules,
    ]),
  };
  return {
    ...compareChoices({
      past,
      before: { rules: saved.rules, choices: simulateRules(saved.rules, past, around) },
      after: { rules, choices: simulateRules(rules, past, around) },
      names: new Map(members.map(({ userId, name }) => [userId, name])),
    }),
    isCut: newest.length > MOST,
  };
}

const since = () => new Date(Date.now() - DAYS * DAY_MS);

function recent(organizationId: string, connectionId: string, from: Date): SQL | undefined {
  return and(
    eq(inquiries.organizationId, organizationId),
    eq(inquiries.connectionId, connectionId),
    isNotNull(inquiries.customerId),
    gte(inquiries.receivedAt, from),
    gte(inquiries.id, firstIdAt(from)),
  );
}

/** What those of the teams that look at 未対応 have had open besides, since the first of these inquiries. */
async function openElsewhere(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  firstId: string | null,
  rules: AssignmentRule[],
) {
  const people = rules.flatMap(({ assignee }) => (assignee?.way === 'fewest-open' ? assignee.userIds : []));
  if (people.length === 0 || firstId === null) return [];
  const [first] = await tx
    .select({ receivedAt: inquiries.receivedAt })
    .from(inquiries)
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, firstId)));
  if (!first) return [];
  return tx
    .select({
      assigneeId: sql<string>`${customers.assigneeId}`,
      receivedAt: inquiries.receivedAt,
      respondedAt: inquiries.respondedAt,
    })
    .from(inquiries)
    .innerJoin(customers, eq(customers.id, inquiries.customerId))
    .where(
      and(
        eq(inquiries.organizationId, organizationId),
        inArray(customers.assigneeId, [...new Set(people)]),
        or(isNull(inquiries.respondedAt), gt(inquiries.respondedAt, first.receivedAt)),
        or(
          isNull(inquiries.connectionId),
          ne(inquiries.connectionId, connectionId),
          sql`${inquiries.id} < ${firstId}`,
        ),
      ),
    )
    .orderBy(asc(inquiries.id));
}
