// Tables of connections: a portal's set-up and its inbox addresses. Private to this stage.
import { sql } from 'drizzle-orm';
import {
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { LoginDefinition, LoginOutcome } from '../portal-kit/login.ts';
import type { AssignmentRule } from './assignment/model.ts';
import type { AttemptTrigger, ConnectionState, InboxState, LoginProgress, LoginState } from './model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

export const connections = pgTable(
  'connections',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    portal: text('portal').notNull(),
    name: text('name').notNull(),
    state: text('state').$type<ConnectionState>().notNull(),
    assigneeId: uuid('assignee_id'),
    statusId: uuid('status_id'),
    groupId: uuid('group_id'),
    /** 転送先: who gets the mails themselves, beside what we make of them. */
    forwardTo: text('forward_to').array().notNull().default(sql`'{}'`),
    /** 振り分けルール in their order: read with the connection, saved as a whole (ADR 27). */
    assignmentRules: jsonb('assignment_rules').$type<AssignmentRule[]>().notNull().default([]),
    /** Grows with every change of them. */
    assignmentVersion: integer('assignment_version').notNull().default(1),
    createdBy: uuid('created_by'),
    /** What the screen sent with its first step: the same request twice makes one draft. */
    requestKey: uuid('request_key'),
    /** Grows with every edit: an edit names the one it started from. */
    version: integer('version').notNull().default(1),
    /** 「連携する」, the first time. */
    activatedAt: at('activated_at'),
    /** When the set-up's page was last open: a failed login is told there instead of by mail. */
    pageSeenAt: at('page_seen_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    updatedAt: at('updated_at').notNull().defaultNow(),
    deletedAt: at('deleted_at'),
  },
  (t) => [
    unique('connections_tenant').on(t.organizationId, t.id),
    unique('connections_request').on(t.organizationId, t.requestKey),
  ],
);

/** `localPart` is what routes: lower-case base32 of 128 random bits. */
export const inboxes = pgTable(
  'inboxes',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    localPart: text('local_part').notNull().unique(),
    state: text('state').$type<InboxState>().notNull().default('active'),
    /** When a rotated or deleted address stops being answered. */
    expiresAt: at('expires_at'),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [
    unique('inboxes_tenant').on(t.organizationId, t.id),
    index('inboxes_connection').on(t.connectionId),
  ],
);

/** Whose turn it is in a rule's team: whom it gave somebody last. */
export const assignmentTurns = pgTable(
  'assignment_turns',
  {
    ruleId: uuid('rule_id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    lastUserId: uuid('last_user_id'),
  },
  (t) => [index('assignment_turns_connection').on(t.organizationId, t.connectionId)],
);

/** The login of a connection, sealed (platform/sealing.ts), and what is known of it. */
export const portalLogins = pgTable(
  'portal_logins',
  {
    connectionId: uuid('connection_id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    /** JWE of `{ userId, password }`. */
    sealed: text('sealed').notNull(),
    /** Counts what was typed: 1 for the first. */
    version: integer('version').notNull().default(1),
    /** HMAC of portal and user ID: the same account, whichever connection or organization holds it. */
    accountKey: bytea('account_key').notNull(),
    /** HMAC of portal, user ID and password: the same secret. */
    secretKey: bytea('secret_key').notNull(),
    state: text('state').$type<LoginState>().notNull().default('unverified'),
    outcome: text('outcome').$type<LoginOutcome | 'interrupted'>(),
    progress: text('progress').$type<LoginProgress>(),
    checkedAt: at('checked_at'),
    verifiedAt: at('verified_at'),
    /** The next check by machine: a retry after `unavailable`, or the daily one. */
    nextCheckAt: at('next_check_at'),
    /** Retries made since the last other outcome than `unavailable`. */
    retries: integer('retries').notNull().default(0),
    /** The cause the people in charge were told of last; null after it healed. */
    toldOutcome: text('told_outcome'),
    updatedBy: uuid('updated_by'),
    updatedAt: at('updated_at').notNull().defaultNow(),
  },
  (t) => [index('portal_logins_account').on(t.organizationId, t.accountKey)],
);

/** Every time a login was, or was about to be, sent to a portal. Written before it is made; only ever added to and finished. */
export const loginAttempts = pgTable(
  'login_attempts',
  {
    id: uuid('id').primaryKey(),
    organizationId: uuid('organization_id').notNull(),
    connectionId: uuid('connection_id').notNull(),
    portal: text('portal').notNull(),
    accountKey: bytea('account_key').notNull(),
    secretKey: bytea('secret_key').notNull(),
    trigger: text('trigger').$type<AttemptTrigger>().notNull(),
    actorId: uuid('actor_id'),
    startedAt: at('started_at').notNull().defaultNow(),
    /** Just before the password leaves: an attempt without an outcome after this counts as failed. */
    submittedAt: at('submitted_at'),
    finishedAt: at('finished_at'),
    outcome: text('outcome').$type<LoginOutcome>(),
  },
  (t) => [
    index('login_attempts_account').on(t.accountKey, t.startedAt),
    index('login_attempts_connection').on(t.connectionId, t.id),
  ],
);

/** What the operator of this installation says of a portal's login, for all organizations (`digima portal`). */
export const portalSettings = pgTable('portal_settings', {
  portal: text('portal').primaryKey(),
  /** Laid over the folder's login.ts. */
  login: jsonb('login').$type<Partial<LoginDefinition>>().notNull(),
  updatedAt: at('updated_at').notNull().defaultNow(),
});
