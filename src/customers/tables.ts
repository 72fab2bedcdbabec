// Tables of customers: who asked, what they asked, and what happened to them since. Private to this stage.
import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Inquiry, InquiryKind } from '../portal-kit/model.ts';
import type {
  ActivityKind,
  Actor,
  CallOutcome,
  ChangedItem,
  Completion,
  ContactPointKind,
  GivenChange,
  GroupChange,
  HistoryEvent,
  InquiryAssignment,
  KeptFilter,
  TestError,
  TestResult,
  ViewFilter,
} from './model.ts';
import type { Difference, ReplayCounts, ReplayPhase, ReplayState } from './replay/model.ts';
import type { CustomerState } from './rules/customer-state.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const tenant = () => uuid('organization_id').notNull();
/** Compared code point by code point, whatever the database's own order is. */
const plainText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

export const statuses = pgTable(
  'statuses',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    name: text('name').notNull(),
    color: text('color').notNull(),
    position: smallint('position').notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    /** Who has it has signed: 成約として数える. */
    isContract: boolean('is_contract').notNull().default(false),
  },
  (t) => [
    unique('statuses_tenant').on(t.organizationId, t.id),
    unique('statuses_name').on(t.organizationId, t.name),
  ],
);

/** 静的な顧客グループ: a fixed list. */
export const groups = pgTable(
  'groups',
  { id: uuid('id').primaryKey(), organizationId: tenant(), name: text('name').notNull() },
  (t) => [
    unique('groups_tenant').on(t.organizationId, t.id),
    unique('groups_name').on(t.organizationId, t.name),
  ],
);

/** 動的な顧客グループ: a saved condition. Whoever matches now is in it. */
export const dynamicGroups = pgTable(
  'dynamic_groups',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    name: text('name').notNull(),
    filter: jsonb('filter').$type<KeptFilter>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('dynamic_groups_name').on(t.organizationId, t.name)],
);

export const customers = pgTable(
  'customers',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    name: text('name'),
    nameKana: text('name_kana'),
    postalCode: text('postal_code'),
    address: text('address'),
    assigneeId: uuid('assignee_id'),
    statusId: uuid('status_id'),
    inquiryCount: integer('inquiry_count').notNull().default(0),
    /** Grows with every edit by hand: an edit names the one it started from. */
    version: integer('version').notNull().default(1),
    /** Whom they were merged into: then nothing else is here, it is all with the other one and in `customer_merges`. */
    mergedInto: uuid('merged_into'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    /**
     * What a list by name is ordered by: the reading, else the name, as search compares it; nameless ones last. Its first 100
     * letters (of what 200 give: NFKC makes up to 18 of one), for an index takes no more than 2,704 bytes.
     */
    sortName: plainText('sort_name')
      .notNull()
      .generatedAlwaysAs(
        sql`coalesce(nullif(left(search_form(left(coalesce(name_kana, name), 200)), 100), ''), U&'\\FFFD')`,
      ),
  },
  (t) => [
    unique('customers_tenant').on(t.organizationId, t.id),
    index('customers_assignee').on(t.organizationId, t.assigneeId),
    index('customers_status').on(t.organizationId, t.statusId),
    index('customers_by_name').on(t.organizationId, t.sortName, t.id),
    index('customers_by_change').on(t.organizationId, t.updatedAt, t.id),
    index('customers_merged').on(t.mergedInto).where(sql`merged_into IS NOT NULL`),
  ],
);

/**
 * What each customer is found by: all they are known by and asked for, as search compares it (ADR 20). Written by triggers
 * alone; the index of its tokens is in the migration.
 */
export const customerSearch = pgTable(
  'customer_search',
  { organizationId: tenant(), customerId: uuid('customer_id').notNull(), text: text('text').notNull() },
  (t) => [primaryKey({ columns: [t.organizationId, t.customerId] })],
);

/** Every phone, mail address, name and kana a customer was ever known by: `value` as sent, `key` to compare. */
export const contactPoints = pgTable(
  'contact_points',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    customerId: uuid('customer_id').notNull(),
    kind: text('kind').$type<ContactPointKind>().notNull(),
    value: text('value').notNull(),
    key: text('key').notNull(),
  },
  (t) => [
    unique('contact_points_once').on(t.organizationId, t.customerId, t.kind, t.key),
    index('contact_points_key').on(t.organizationId, t.kind, t.key),
  ],
);

export const customerGroups = pgTable(
  'customer_groups',
  {
    organizationId: tenant(),
    customerId: uuid('customer_id').notNull(),
    groupId: uuid('group_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.groupId] }), index('customer_groups_group').on(t.groupId)],
);

/** A request, by mail or by hand. Without a customer it is a notice (通知のみ): the stub of one. */
export const inquiries = pgTable(
  'inquiries',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    customerId: uuid('customer_id'),
    connectionId: uuid('connection_id'),
    portal: text('portal').notNull(),
    kind: text('kind').$type<InquiryKind>().notNull(),
    requestNumber: text('request_number'),
    requestedAt: at('requested_at'),
    receivedAt: at('received_at').notNull(),
    customerAt: at('customer_at'),
    isRepeat: boolean('is_repeat').notNull().default(false),
    content: jsonb('content').$type<Inquiry>().notNull(),
    warnings: jsonb('warnings').$type<string[]>().notNull().default([]),
    /** What became of reading its page for it; null where nothing was to be read. */
    completion: jsonb('completion').$type<Completion>(),
    /** Which 振り分けルール chose, and why, as it was then; null where its connection had none. */
    assignment: jsonb('assignment').$type<InquiryAssignment>(),
    /** 初動, and whose: what its activities say (rules/first-response.ts), kept here for lists. Null: 未対応. */
    respondedAt: at('responded_at'),
    respondedBy: uuid('responded_by'),
  },
  (t) => [
    unique('inquiries_tenant').on(t.organizationId, t.id),
    index('inquiries_customer').on(t.organizationId, t.customerId),
    index('inquiries_open').on(t.organizationId, t.id).where(sql`responded_at IS NULL`),
    index('inquiries_responded').on(t.organizationId, t.id).where(sql`responded_at IS NOT NULL`),
    index('inquiries_repeat').on(t.organizationId, t.id).where(sql`is_repeat`),
    index('inquiries_portal').on(t.organizationId, t.portal, t.id),
    // With what the dashboard counts by beside it: in the migration.
    index('inquiries_received').on(t.organizationId, t.receivedAt),
  ],
);

/**
 * What people did about an inquiry (call, mail, visit, note …). Only ever added to: one that was a slip is taken back by
 * another that `undoes` it, and corrected by another that `undoes` it and says what was instead. Of an inquiry it goes wherever
 * the inquiry goes; with a customer only it is of the customer of whom it was written down.
 */
export const activities = pgTable(
  'activities',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    inquiryId: uuid('inquiry_id'),
    customerId: uuid('customer_id'),
    kind: text('kind').$type<ActivityKind>().notNull(),
    outcome: text('outcome').$type<CallOutcome>(),
    text: text('text'),
    /** When it was done, as its person says; `created_at` is when they said so. */
    at: at('at').notNull(),
    /** The one it takes back; of another kind than `undone`, it stands in its place. */
    undoes: uuid('undoes'),
    actor: jsonb('actor').$type<Actor>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('activities_tenant').on(t.organizationId, t.id),
    unique('activities_undone_once').on(t.undoes),
    index('activities_inquiry').on(t.organizationId, t.inquiryId, t.id),
    index('activities_customer').on(t.organizationId, t.customerId, t.id),
  ],
);

/** What makes two mails the same request (product.md "Same request"): the first to write a key owns it. */
export const inquiryKeys = pgTable(
  'inquiry_keys',
  { organizationId: tenant(), key: text('key').notNull(), inquiryId: uuid('inquiry_id').notNull() },
  (t) => [primaryKey({ columns: [t.organizationId, t.key] }), index('inquiry_keys_inquiry').on(t.inquiryId)],
);

/** The mails that brought an inquiry, the first and every later one. */
export const inquiryMails = pgTable(
  'inquiry_mails',
  { organizationId: tenant(), mailId: uuid('mail_id').primaryKey(), inquiryId: uuid('inquiry_id').notNull() },
  (t) => [index('inquiry_mails_inquiry').on(t.inquiryId)],
);

/** 統合: one customer was merged into another. How both were, and what it made of them, so that it can be undone. */
export const customerMerges = pgTable(
  'customer_merges',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    survivorId: uuid('survivor_id').notNull(),
    absorbedId: uuid('absorbed_id').notNull(),
    /** The survivor before it and right after it, and the absorbed one. */
    before: jsonb('before').$type<CustomerState>().notNull(),
    after: jsonb('after').$type<CustomerState>().notNull(),
    absorbed: jsonb('absorbed').$type<CustomerState>().notNull(),
    /** The absorbed one's inquiries. */
    inquiryIds: jsonb('inquiry_ids').$type<string[]>().notNull(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    at: at('at').notNull(),
    undoneAt: at('undone_at'),
  },
  (t) => [
    index('customer_merges_survivor').on(t.survivorId, t.id),
    index('customer_merges_absorbed').on(t.absorbedId),
    uniqueIndex('customer_merges_once').on(t.absorbedId).where(sql`undone_at IS NULL`),
  ],
);

/** 重複候補: two customers that may be one person. `customerId` is the newer. */
export const duplicateCandidates = pgTable(
  'duplicate_candidates',
  {
    organizationId: tenant(),
    /** Who is suspected now: whoever the suspected one was merged into. */
    customerId: uuid('customer_id').notNull(),
    otherId: uuid('other_id').notNull(),
    /** Of whom it was said. */
    suspectedId: uuid('suspected_id').notNull(),
    suspectedOtherId: uuid('suspected_other_id').notNull(),
    reason: text('reason').notNull(),
    at: at('at').notNull().defaultNow(),
    /** 別人として扱う. */
    dismissedAt: at('dismissed_at'),
    isOpen: boolean('is_open')
      .notNull()
      .generatedAlwaysAs(sql`dismissed_at IS NULL AND customer_id <> other_id`),
  },
  (t) => [
    primaryKey({ columns: [t.suspectedId, t.suspectedOtherId] }),
    index('duplicate_candidates_customer').on(t.customerId),
    index('duplicate_candidates_other').on(t.otherId),
    index('duplicate_candidates_suspected_other').on(t.suspectedOtherId),
  ],
);

/** What happened to a customer, by whom. Only ever added to. */
export const customerHistory = pgTable(
  'customer_history',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    customerId: uuid('customer_id').notNull(),
    inquiryId: uuid('inquiry_id'),
    at: at('at').notNull().defaultNow(),
    actor: jsonb('actor').$type<Actor>().notNull(),
    event: jsonb('event').$type<HistoryEvent>().notNull(),
  },
  (t) => [
    index('customer_history_customer').on(t.customerId, t.id),
    index('customer_history_organization').on(t.organizationId, t.id),
  ],
);

/** 一括変更: what a person changed at once, and how each was before, so that it can be undone. */
export const bulkChanges = pgTable(
  'bulk_changes',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    madeBy: uuid('made_by').notNull(),
    change: jsonb('change').$type<GivenChange | GroupChange>().notNull(),
    items: jsonb('items').$type<ChangedItem[]>().notNull(),
    undoneAt: at('undone_at'),
    /** The change this is a piece of; null: it stands for itself. */
    partOf: uuid('part_of'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [index('bulk_changes_part').on(t.partOf)],
);

/** A filter of the 反響 list that a person keeps under a name. */
export const inquiryViews = pgTable(
  'inquiry_views',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    userId: uuid('user_id').notNull(),
    name: text('name').notNull(),
    filter: jsonb('filter').$type<ViewFilter>().notNull(),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('inquiry_views_name').on(t.organizationId, t.userId, t.name)],
);

/** テスト反響: a marked sample sent through our own door. What it would have made is kept, nothing of it stays. */
export const testInquiries = pgTable(
  'test_inquiries',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    connectionId: uuid('connection_id').notNull(),
    /** SHA-256 of the mail as it was sent, a random mark in it: nobody can make another mail of it. */
    markHash: bytea('mark_hash').notNull(),
    createdBy: uuid('created_by').notNull(),
    sentAt: at('sent_at').notNull(),
    receivedAt: at('received_at'),
    readAt: at('read_at'),
    /** What taking it in would have made: customer's name, assignee, status, group, by name. */
    result: jsonb('result').$type<TestResult>(),
    error: text('error').$type<TestError>(),
    removedAt: at('removed_at'),
  },
  (t) => [
    unique('test_inquiries_mark').on(t.markHash),
    index('test_inquiries_connection').on(t.connectionId, t.id),
  ],
);

/** 再読み取り: kept mails read again by today's readers, first as a preview. One at a time runs in an organization. */
export const replays = pgTable(
  'replays',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    /** Null: of every connection. */
    connectionId: uuid('connection_id'),
    /** Mails received since then; null: all. */
    since: at('since'),
    phase: text('phase').$type<ReplayPhase>().notNull().default('preview'),
    state: text('state').$type<ReplayState>().notNull().default('running'),
    /** Whoever is in charge of what is found is not told. */
    isQuiet: boolean('is_quiet').notNull().default(false),
    createdByName: text('created_by_name').notNull(),
    readerVersion: text('reader_version').notNull(),
    total: integer('total').notNull().default(0),
    /** The last mail read; null before the first. */
    cursor: uuid('cursor'),
    counts: jsonb('counts').$type<ReplayCounts>().notNull(),
    /** The first that are different. */
    differences: jsonb('differences').$type<Difference[]>().notNull().default([]),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    unique('replays_tenant').on(t.organizationId, t.id),
    uniqueIndex('replays_one').on(t.organizationId).where(sql`state = 'running'`),
    index('replays_list').on(t.organizationId, t.id),
  ],
);
