// Tables of CSV取り込み: the import, the file while it is kept, what became of each row, and its 取り消し. Private to this stage.
import { sql } from 'drizzle-orm';
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Actor } from '../model.ts';
import type {
  Gave,
  ImportCounts,
  ImportOptions,
  ImportPhase,
  ImportProblem,
  ImportState,
  KeptReason,
  RowKind,
  ShownRow,
  UndoCounts,
  UndoState,
} from './model.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const tenant = () => uuid('organization_id').notNull();

/** CSV取り込み: customers from a file, first as a preview. One at a time runs in an organization. */
export const customerImports = pgTable(
  'customer_imports',
  {
    id: uuid('id').primaryKey(),
    organizationId: tenant(),
    fileName: text('file_name').notNull(),
    fileBytes: integer('file_bytes').notNull().default(0),
    actor: jsonb('actor').$type<Extract<Actor, { type: 'user' }>>().notNull(),
    phase: text('phase').$type<ImportPhase>().notNull().default('preview'),
    state: text('state').$type<ImportState>().notNull().default('uploading'),
    options: jsonb('options').$type<ImportOptions>(),
    /** Names of the columns. */
    headers: jsonb('headers').$type<string[]>().notNull().default([]),
    problem: text('problem').$type<ImportProblem>(),
    /** Rows of the file; null until a preview has counted them. */
    total: integer('total'),
    /** Rows that were applied. */
    cursor: integer('cursor').notNull().default(0),
    counts: jsonb('counts').$type<ImportCounts>().notNull(),
    /** The first that are refused, and some of each other kind. */
    rows: jsonb('rows').$type<ShownRow[]>().notNull().default([]),
    /** The file is gone, and what was shown of its rows. */
    forgottenAt: at('forgotten_at'),
    createdAt: at('created_at').notNull().defaultNow(),
    endedAt: at('ended_at'),
  },
  (t) => [
    unique('customer_imports_tenant').on(t.organizationId, t.id),
    uniqueIndex('customer_imports_one').on(t.organizationId).where(sql`state = 'running'`),
    index('customer_imports_list').on(t.organizationId, t.id),
  ],
);

/** The file in pieces, as it came. */
export const customerImportPieces = pgTable(
  'customer_import_pieces',
  {
    organizationId: tenant(),
    importId: uuid('import_id').notNull(),
    nr: integer('nr').notNull(),
    bytes: bytea('bytes').notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.nr] })],
);

/** What became of each row that was applied: written with the customer, so that no row is applied twice. */
export const customerImportRows = pgTable(
  'customer_import_rows',
  {
    organizationId: tenant(),
    importId: uuid('import_id').notNull(),
    /** From 1, the header not counted. */
    nr: integer('nr').notNull(),
    kind: text('kind').$type<RowKind>().notNull(),
    customerId: uuid('customer_id'),
    /** Somebody who was there got something. */
    isFilled: boolean('is_filled').notNull().default(false),
    /** What they got; null: nothing. */
    gave: jsonb('gave').$type<Gave>(),
    /** Why the customer is not as before after a 取り消し, or would not be. On their first row. */
    kept: text('kept').$type<KeptReason>(),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.nr] }),
    index('customer_import_rows_customer').on(t.organizationId, t.customerId),
  ],
);

/** 取り消し of an import, at most one: first as a preview. */
export const customerImportUndos = pgTable('customer_import_undos', {
  organizationId: tenant(),
  importId: uuid('import_id').primaryKey(),
  actor: jsonb('actor').$type<Extract<Actor, { type: 'user' }>>().notNull(),
  phase: text('phase').$type<ImportPhase>().notNull().default('preview'),
  state: text('state').$type<UndoState>().notNull().default('running'),
  /** The last row looked at. */
  cursor: integer('cursor').notNull().default(0),
  counts: jsonb('counts').$type<UndoCounts>().notNull(),
  createdAt: at('created_at').notNull().defaultNow(),
  endedAt: at('ended_at'),
});
