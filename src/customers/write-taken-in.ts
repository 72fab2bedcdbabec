// Writes what was decided of a row of requests: one statement a table, however many requests there are.
import { and, eq, sql } from 'drizzle-orm';
import type { Match } from '../connections/index.ts';
import { reviewMail } from '../intake/index.ts';
import { storableDeep } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { insertRows } from '../platform/insert-rows.ts';
import { type Given, give, type ToGive } from './give.ts';
import { type IntakeSettings, newCustomer } from './intake-settings.ts';
import type { HistoryEvent, IncomingRequest } from './model.ts';
import type { ContactPoint } from './rules/contact-points.ts';
import type { Decision } from './rules/decide.ts';
import {
  addHistory,
  addInquiryKeys,
  addPoints,
  addSuspicions,
  addToGroups,
  countInquiries,
  linkMails,
  lockCustomers,
  mailsOf,
} from './store.ts';
import { customers, inquiries } from './tables.ts';

/** A request, the rule of its connection that holds, what it is known by, and what was decided of it. */
export interface Decided {
  request: IncomingRequest;
  match: Match | null;
  keys: string[];
  decision: Decision;
}
type Addition = Decided & ToGive & { given: Given };

/** Writes them in this order, in the transaction that holds their identities. */
export async function writeTakenIn(
  tx: Tx,
  organizationId: string,
  decided: Decided[],
  settings: IntakeSettings,
): Promise<void> {
  const toGive = decided.filter((one): one is Decided & ToGive => one.decision.type === 'added');
  const made = new Set(toGive.flatMap(({ decision }) => (decision.isNew ? [decision.customerId] : [])));
  const known = toGive.map(({ decision }) => decision.customerId).filter((id) => !made.has(id));
  await lockCustomers(tx, organizationId, [...new Set(known)]);
  const gifts = await give(tx, organizationId, toGive, settings);
  const added = toGive.map((one, i): Addition => ({ ...one, given: gifts[i] as Given }));
  await tx.execute(sql`SELECT defer_customer_search()`); // one row of it a customer, not one for every table
  await insertCustomers(tx, added, settings);
  await insertInquiries(
    tx,
    added.filter(({ decision }) => !decision.completesStub),
  );
  await addInquiryKeys(
    tx,
    organizationId,
    decided.flatMap(({ keys, decision }) => keys.map((key) => ({ inquiryId: decision.inquiryId, key }))),
  );
  await linkMails(
    tx,
    organizationId,
    decided.map(({ request, decision }) => ({ inquiryId: decision.inquiryId, mailId: request.mailId })),
  );
  await completeStubs(
    tx,
    organizationId,
    added.filter(({ decision }) => decision.completesStub),
  );

  const newTo = firstTimes(
    await addPoints(
      tx,
      organizationId,
      added.flatMap(({ decision: { customerId, newPoints } }) =>
        newPoints.map((point) => ({ customerId, ...point })),
      ),
    ),
    ({ customerId, kind, key }) => `${customerId}|${kind}|${key}`,
  );
  const joined = firstTimes(
    await addToGroups(
      tx,
      organizationId,
      added.flatMap(({ given: { groupId }, decision: { customerId } }) =>
        groupId === null ? [] : [{ customerId, groupId }],
      ),
    ),
    ({ customerId, groupId }) => `${customerId}|${groupId}`,
  );
  await addSuspicions(
    tx,
    organizationId,
    added.flatMap(({ decision: { customerId, suspicions } }) =>
      suspicions.map((s) => ({ customerId, ...s })),
    ),
  );
  const news = added.map(({ given, decision: { customerId, newPoints } }) => ({
    points: newPoints.filter((point) => newTo(`${customerId}|${point.kind}|${point.key}`)),
    groupId: given.groupId !== null && joined(`${customerId}|${given.groupId}`) ? given.groupId : null,
  }));
  await countInquiries(
    tx,
    organizationId,
    countsOf(added, news, (id) => !made.has(id)),
  );
  await addHistory(
    tx,
    organizationId,
    added.flatMap(({ request, decision, given }, i) => {
      const { customerId, inquiryId, isNew, suspicions } = decision;
      const { points = [], groupId = null } = news[i] ?? {};
      const events: HistoryEvent[] = [
        { type: 'inquiry-added', repeat: !isNew },
        ...(given.assignment ? [{ type: 'rule-chosen' as const, assignment: given.assignment }] : []),
        ...(isNew ? [] : points.map(({ kind, value }) => ({ type: 'contact-added' as const, kind, value }))),
        ...(groupId ? [{ type: 'group-added' as const, group: settings.groups.get(groupId) ?? '' }] : []),
        ...suspicions.map((suspicion) => ({ type: 'duplicate-suspected' as const, ...suspicion })),
      ];
      const begin = isNew ? newCustomer(customerId, request, given, settings).events : [];
      const { actor } = request;
      return [
        { customerId, inquiryId: null, actor, events: begin },
        { customerId, inquiryId, actor, events },
      ];
    }),
  );
  await tx.execute(sql`SELECT write_deferred_search(${sql.param([...made, ...new Set(known)])}::uuid[])`);
}

/** True the first time for each row that was written; what a person wrote at the same moment is no news of ours. */
function firstTimes<Row>(written: Row[], nameOf: (row: Row) => string): (name: string) => boolean {
  const left = new Set(written.map(nameOf));
  return (name) => left.delete(name);
}

/** How many inquiries these customers have more, and how many of them brought something to know them by. */
function countsOf(
  added: Addition[],
  news: { points: ContactPoint[] }[],
  isCounted: (customerId: string) => boolean,
): { customerId: string; inquiries: number; edits: number }[] {
  const counts = new Map<string, { customerId: string; inquiries: number; edits: number }>();
  for (const [i, { decision }] of added.entries()) {
    const { customerId, isNew } = decision;
    if (!isCounted(customerId)) continue;
    const count = counts.get(customerId) ?? { customerId, inquiries: 0, edits: 0 };
    count.inquiries++;
    if (!isNew && (news[i]?.points.length ?? 0) > 0) count.edits++;
    counts.set(customerId, count);
  }
  return [...counts.values()];
}

// With what the requests behind them add: nobody else can have seen them in between.
async function insertCustomers(tx: Tx, added: Addition[], settings: IntakeSettings): Promise<void> {
  const news = added.map(({ decision }) => ({ points: decision.newPoints }));
  const counts = new Map(countsOf(added, news, () => true).map((count) => [count.customerId, count]));
  const rows = added
    .filter(({ decision }) => decision.isNew)
    .map(({ request, given, decision: { customerId } }) => {
      const { inquiries: inquiryCount = 1, edits = 0 } = counts.get(customerId) ?? {};
      return { ...newCustomer(customerId, request, given, settings).row, inquiryCount, version: 1 + edits };
    });
  if (rows.length > 0) await tx.execute(insertRows(customers, rows));
}

async function insertInquiries(tx: Tx, added: Addition[]): Promise<void> {
  const rows = added.map(({ request, decision, given }) => ({
    ...inquiryRow(request),
    assignment: given.assignment,
    id: decision.inquiryId,
    customerId: decision.customerId,
    isRepeat: !decision.isNew,
  }));
  if (rows.length > 0) await tx.execute(insertRows(inquiries, rows, { customerAt: sql`clock_timestamp()` }));
}

async function completeStubs(tx: Tx, organizationId: string, added: Addition[]): Promise<void> {
  if (added.length === 0) return;
  // In the order in which everybody holds inquiries.
  const sorted = added.toSorted((a, b) => (a.decision.inquiryId < b.decision.inquiryId ? -1 : 1));
  for (const { request, decision, given } of sorted)
    await tx
      .update(inquiries)
      .set({
        customerId: decision.customerId,
        isRepeat: !decision.isNew,
        customerAt: sql`clock_timestamp()`,
        completion: null, // its page need not be read any more
        assignment: given.assignment,
        ...contentOf(request),
      })
      .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, decision.inquiryId)));
  // The mails that announced them have nothing left for anybody to do.
  const brought = await mailsOf(
    tx,
    organizationId,
    added.map(({ decision }) => decision.inquiryId),
  );
  const completing = new Set(added.map(({ request }) => request.mailId));
  const notices = brought.filter((mailId) => !completing.has(mailId));
  await reviewMail(tx, organizationId, notices, null);
}

/** What the row of an inquiry says of its request. */
export function inquiryRow(request: IncomingRequest) {
  const { organizationId, connectionId, portal, receivedAt } = request;
  return { organizationId, connectionId, portal, receivedAt, ...contentOf(request) };
}

function contentOf({ inquiry, warnings }: IncomingRequest) {
  const content = storableDeep(inquiry);
  return {
    kind: content.kind,
    requestNumber: content.requestNumber ?? null,
    requestedAt: content.requestedAt ? new Date(content.requestedAt) : null,
    content,
    warnings,
  };
}
