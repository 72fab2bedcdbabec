// Reading inquiries for the screen and the API. Private to this stage.
import {
  and,
  count,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { peopleOfBranches } from '../accounts/index.ts';
import { firstIdAt } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import type { InquiryKind } from '../portal-kit/model.ts';
import type { ViewFilter } from './model.ts';
import { dayBegins, daysOf } from './rules/period.ts';
import { customers, duplicateCandidates, inquiries, inquiryMails, statuses } from './tables.ts';

type Page = { before: string | null; limit: number };

export interface InquiryFilter extends ViewFilter {
  customerId?: string | undefined;
  kind?: InquiryKind | undefined;
  requestNumber?: string | undefined;
  outcome?: 'inquiry' | 'notice' | undefined;
  /** The inquiry this mail brought. */
  mailId?: string | undefined;
}

export type InquiryRow = Awaited<ReturnType<typeof getInquiry>>[number];

/** Inquiries older than `before`, newest first. */
export async function listInquiries(
  tx: Tx,
  organizationId: string,
  filter: InquiryFilter,
  { before, limit }: Page,
): Promise<InquiryRow[]> {
  const asked = await matching(tx, organizationId, filter);
  return selectInquiries(tx, and(before ? lt(inquiries.id, before) : undefined, ...asked)).limit(limit);
}

/** Where a list that has the 未対応 first goes on: in which part, older than which. */
export interface OpenFirstPlace {
  response: 'open' | 'done';
  before: string | null;
}

/** 未対応 first, then the rest; newest first in both. Each part is read by its own index. */
export async function listOpenFirst(
  tx: Tx,
  organizationId: string,
  filter: InquiryFilter,
  { response, before }: OpenFirstPlace,
  limit: number,
): Promise<InquiryRow[]> {
  const part = (response: 'open' | 'done', page: Page) =>
    listInquiries(tx, organizationId, { ...filter, response }, page);
  if (response === 'done') return part('done', { before, limit });
  const open = await part('open', { before, limit });
  if (open.length >= limit) return open;
  return [...open, ...(await part('done', { before: null, limit: limit - open.length }))];
}

/** How many are 未対応 and match, counted up to `most`. */
export function countOpen(tx: Tx, organizationId: string, filter: ViewFilter, most: number): Promise<number> {
  return countInquiries(tx, organizationId, { ...filter, response: 'open' }, most);
}

/** How many match, counted up to `most`. */
export async function countInquiries(
  tx: Tx,
  organizationId: string,
  filter: InquiryFilter,
  most: number,
): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as('one') })
    .from(inquiries)
    .leftJoin(customers, eq(customers.id, inquiries.customerId))
    .where(and(...(await matching(tx, organizationId, filter))))
    .limit(most)
    .as('some');
  const [row] = await tx.select({ all: count() }).from(some);
  return row?.all ?? 0;
}

async function matching(tx: Tx, organizationId: string, filter: InquiryFilter): Promise<(SQL | undefined)[]> {
  const { response, outcome, assigneeId, statusId, repeat, duplicate, mailId, period } = filter;
  const { from, to } = period ? daysOf(period, new Date()) : filter;
  return [
    eq(inquiries.organizationId, organizationId),
    filter.customerId ? eq(inquiries.customerId, filter.customerId) : undefined,
    filter.connectionId
      ? filter.connectionId === 'none'
        ? isNull(inquiries.connectionId)
        : eq(inquiries.connectionId, filter.connectionId)
      : undefined,
    filter.portal ? eq(inquiries.portal, filter.portal) : undefined,
    filter.kind ? eq(inquiries.kind, filter.kind) : undefined,
    filter.requestNumber ? eq(inquiries.requestNumber, filter.requestNumber) : undefined,
    mailId
      ? inArray(
          inquiries.id,
          tx.select({ id: inquiryMails.inquiryId }).from(inquiryMails).where(eq(inquiryMails.mailId, mailId)),
        )
      : undefined,
    outcome && (outcome === 'inquiry' ? isNotNull(inquiries.customerId) : isNull(inquiries.customerId)),
    response && (response === 'open' ? isNull(inquiries.respondedAt) : isNotNull(inquiries.respondedAt)),
    assigneeId
      ? assigneeId === 'none'
        ? isNull(customers.assigneeId)
        : eq(customers.assigneeId, assigneeId)
      : undefined,
    filter.branchId ? await ofBranch(tx, organizationId, filter.branchId) : undefined,
    statusId ? hasStatus(organizationId, statusId) : undefined,
    // An inquiry is never older than its mail: the walk from the newest ends there.
    from
      ? and(gte(inquiries.receivedAt, dayBegins(from)), gte(inquiries.id, firstIdAt(dayBegins(from))))
      : undefined,
    to ? lt(inquiries.receivedAt, dayBegins(to, 1)) : undefined,
    repeat === undefined ? undefined : repeat ? sql`${inquiries.isRepeat}` : sql`NOT ${inquiries.isRepeat}`,
    duplicate === undefined ? undefined : isSuspected(organizationId, duplicate),
  ];
}

// The assignee's branch now; nobody's, and those of whoever belongs to none, are of none. Who is of it is asked before: how many
// customers these have is known to the planner, which otherwise goes through all inquiries for the few of a new branch.
async function ofBranch(tx: Tx, organizationId: string, branchId: string): Promise<SQL | undefined> {
  const isNone = branchId === 'none';
  const people = await peopleOfBranches(tx, organizationId, isNone ? null : branchId);
  return isNone
    ? or(isNull(customers.assigneeId), notInArray(customers.assigneeId, people))
    : inArray(customers.assigneeId, people);
}

// Few customers have none: they are looked up, where all inquiries would be gone through.
function hasStatus(organizationId: string, statusId: string): SQL {
  if (statusId === 'notice') return isNull(inquiries.customerId);
  if (statusId !== 'none') return eq(customers.statusId, statusId);
  return sql`${inquiries.customerId} IN (SELECT c.id FROM ${customers} c
    WHERE c.organization_id = ${organizationId} AND c.status_id IS NULL)`;
}

// As a set: there are few of them, and each is looked up.
function isSuspected(organizationId: string, wanted: boolean): SQL {
  const suspected = sql`(SELECT d.customer_id FROM ${duplicateCandidates} d WHERE d.organization_id = ${organizationId} AND d.is_open
    UNION SELECT d.other_id FROM ${duplicateCandidates} d WHERE d.organization_id = ${organizationId} AND d.is_open)`;
  return wanted
    ? sql`${inquiries.customerId} IN ${suspected}`
    : sql`(${inquiries.customerId} IS NULL OR ${inquiries.customerId} NOT IN ${suspected})`;
}

/** One inquiry, or none. */
export function getInquiry(tx: Tx, organizationId: string, id: string) {
  return selectInquiries(tx, and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, id)));
}

/** These inquiries, newest first. */
export function getInquiries(tx: Tx, organizationId: string, ids: string[]) {
  return selectInquiries(tx, and(eq(inquiries.organizationId, organizationId), inArray(inquiries.id, ids)));
}

function selectInquiries(tx: Tx, where: SQL | undefined) {
  return tx
    .select({
      id: inquiries.id,
      customerId: inquiries.customerId,
      connectionId: inquiries.connectionId,
      portal: inquiries.portal,
      receivedAt: inquiries.receivedAt,
      customerAt: inquiries.customerAt,
      isRepeat: inquiries.isRepeat,
      content: inquiries.content,
      warnings: inquiries.warnings,
      completion: inquiries.completion,
      assignment: inquiries.assignment,
      respondedAt: inquiries.respondedAt,
      respondedBy: inquiries.respondedBy,
      customerName: customers.name,
      inquiryCount: customers.inquiryCount,
      assigneeId: customers.assigneeId,
      status: { id: statuses.id, name: statuses.name, color: statuses.color },
      isDuplicate: sql<boolean>`EXISTS (SELECT FROM ${duplicateCandidates} d WHERE d.customer_id = ${inquiries.customerId} AND d.is_open)
        OR EXISTS (SELECT FROM ${duplicateCandidates} d WHERE d.other_id = ${inquiries.customerId} AND d.is_open)`,
      mailIds: sql<string[]>`(SELECT coalesce(array_agg(m.mail_id ORDER BY m.mail_id), '{}')
        FROM ${inquiryMails} m WHERE m.inquiry_id = ${inquiries.id})`,
    })
    .from(inquiries)
    .leftJoin(customers, eq(customers.id, inquiries.customerId))
    .leftJoin(statuses, eq(statuses.id, customers.statusId))
    .where(where)
    .orderBy(desc(inquiries.id));
}

/** The inquiry a mail brought, or none. */
export async function inquiryOfMail(tx: Tx, organizationId: string, mailId: string) {
  const [row] = await tx
    .select({ id: inquiries.id, customerId: inquiries.customerId })
    .from(inquiryMails)
    .innerJoin(inquiries, eq(inquiries.id, inquiryMails.inquiryId))
    .where(and(eq(inquiryMails.organizationId, organizationId), eq(inquiryMails.mailId, mailId)));
  return row ?? null;
}
