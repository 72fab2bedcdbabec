// CSV取り込み (import): customers from a file, first as a preview. No I/O.
import type { EditedField } from '../model.ts';
import type { ContactPoint } from '../rules/contact-points.ts';

/** What a column of a file can be of a customer. Several columns may be of one field: they are joined. */
export const importFields = [
  'id',
  'name',
  'nameKana',
  'phone',
  'email',
  'postalCode',
  'address',
  'assignee',
  'status',
  'group',
  'note',
] as const;
export type ImportField = (typeof importFields)[number];

/** UTF-8 and UTF-16 with or without a BOM; Shift_JIS as Windows writes it (CP932). */
export const importEncodings = ['utf-8', 'shift_jis', 'utf-16le', 'utf-16be'] as const;
export type ImportEncoding = (typeof importEncodings)[number];

export const importSeparators = ['comma', 'tab', 'semicolon'] as const;
export type ImportSeparator = (typeof importSeparators)[number];

/** How the file is read, and what is done; told by the file at first, then as a person says. */
export interface ImportOptions {
  encoding: ImportEncoding;
  separator: ImportSeparator;
  /** The first row names the columns. */
  hasHeader: boolean;
  /** By column; null: the column is not taken. */
  mapping: (ImportField | null)[];
  /** What is done to a customer who is there already: nothing, or what is empty is filled. */
  known: 'skip' | 'fill';
  /** A person, status or group that the firm has not: the row is refused, or it is left out. */
  unknownNames: 'refuse' | 'leave-out';
}

/** Why a file cannot be applied. `no-person`: no column is a name, phone or mail address. */
export const importProblems = ['no-rows', 'no-person', 'too-many-rows', 'too-many-columns'] as const;
export type ImportProblem = (typeof importProblems)[number];

/** First what would come of it, then it is done. */
export type ImportPhase = 'preview' | 'apply';

/**
 * `uploading`: the file is coming · `previewed`: the preview is there · `done` · `cancelled` by a person · `failed`: given up,
 * seen in 要確認.
 */
export const importStates = ['uploading', 'running', 'previewed', 'done', 'cancelled', 'failed'] as const;
export type ImportState = (typeof importStates)[number];

/**
 * What becomes of a row. `new`: a customer is made · `suspected`: the same, and it may be somebody who is there (重複候補) ·
 * `known`: they are there already · `repeated`: they are in an earlier row of the file · `refused`: it says something that
 * cannot be taken.
 */
export const rowKinds = ['new', 'suspected', 'known', 'repeated', 'refused'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Rows by what becomes of them; `filled`: customers of `known` and `repeated` rows who got something. */
export type ImportCounts = Record<RowKind, number> & { filled: number };

export const noImportCounts = (): ImportCounts => ({
  new: 0,
  suspected: 0,
  known: 0,
  repeated: 0,
  refused: 0,
  filled: 0,
});

/** How many rows were dealt with so far. */
export const rowsSoFar = (counts: ImportCounts): number =>
  rowKinds.reduce((sum, kind) => sum + counts[kind], 0);

/**
 * Why a row is refused. `unread-letters`: bytes that are no letters in the file's encoding · `line-break`: in a value that has
 * none, most often a quotation mark is missing · `too-many-cells`: more than the columns · `nobody`: no name, phone or mail
 * address · `phone-of-many`: so many customers
 * have it that it is nobody's · `ambiguous-assignee`: two people of the firm have this name · `unclosed-quote`, `too-long-row`: the file cannot be
 * read from this line on.
 */
export const issueReasons = [
  'phone',
  'email',
  'too-long',
  'too-many-values',
  'line-break',
  'unread-letters',
  'unknown-assignee',
  'ambiguous-assignee',
  'unknown-status',
  'unknown-group',
  'nobody',
  'phone-of-many',
  'too-many-cells',
  'unclosed-quote',
  'too-long-row',
] as const;
export type IssueReason = (typeof issueReasons)[number];

/** What is wrong with a row: in which column (null: with all of it), and the value, cut. */
export interface RowIssue {
  column: number | null;
  reason: IssueReason;
  value: string;
}

/** A row as it is shown. `line`: where it begins in the file, from 1. */
export interface ShownRow {
  line: number;
  kind: RowKind;
  cells: string[];
  issues: RowIssue[];
  /** Who they are, or may be. */
  customers: { id: string; name: string | null }[];
}

/** What a row gave a customer who was there, so that it can be taken back. */
export interface Gave {
  set: Partial<Record<EditedField | 'assigneeId' | 'statusId', string>>;
  points: ContactPoint[];
  groupIds: string[];
  noteId: string | null;
  /** Whom they were suspected of being. */
  suspected: string[];
}

/** 取り消し of an import: first what would come of it, then it is done. `failed`: given up, seen in 要確認. */
export const undoStates = ['running', 'previewed', 'done', 'failed'] as const;
export type UndoState = (typeof undoStates)[number];

/**
 * Why a customer stays as they are. Whom the import made: something was done with them since. Whom it filled: what it gave is
 * not there any more (`changed`, `note`), is needed (`inquiry`: somebody asked with it), or they were `merged` into another. The
 * first of them that holds is the one that is told.
 */
export const keptReasons = ['inquiry', 'merged', 'activity', 'task', 'note', 'imported', 'changed'] as const;
export type KeptReason = (typeof keptReasons)[number];

/** Customers by what becomes of them. Who is put back in part is counted twice: in `restored`, and in `kept` with why. */
export interface UndoCounts {
  removed: number;
  restored: number;
  kept: Partial<Record<KeptReason, number>>;
}

export const noUndoCounts = (): UndoCounts => ({ removed: 0, restored: 0, kept: {} });

/** A file may have as many bytes and rows, and a row as many bytes. */
export const FILE_BYTES_MAX = 50 * 1024 * 1024;
export const ROWS_MAX = 100_000;
export const ROW_BYTES_MAX = 4 * 1024 * 1024;
export const COLUMNS_MAX = 100;
/** How long a file is kept to be mended, and how long what came of its rows is, and with it the way back. */
export const KEPT_DAYS = 7;
export const UNDO_DAYS = 30;
/** Rows that are kept to be shown: refused ones, and of each other kind. */
export const REFUSED_SHOWN = 100;
export const SAMPLES_SHOWN = 5;
/** A value is cut to this many letters where it is only shown. */
export const VALUE_SHOWN = 60;
