// CSV取り込み as the API gives it.
import { z } from '@hono/zod-openapi';
import { issueTexts, problemTexts } from './import/issue-texts.ts';
import {
  COLUMNS_MAX,
  importEncodings,
  importFields,
  importProblems,
  importSeparators,
  importStates,
  issueReasons,
  keptReasons,
  rowKinds,
  rowsSoFar,
  undoStates,
} from './import/model.ts';
import type { CustomerImport } from './import/store.ts';
import type { ImportUndo } from './import/undo-store.ts';

const instant = z.iso.datetime();
const count = z.int();

/** How a file is read, as a person says. */
export const optionsShape = z.object({
  encoding: z.enum(importEncodings, '文字コードをお選びください。'),
  separator: z.enum(importSeparators, '区切り文字をお選びください。'),
  hasHeader: z.boolean().openapi({ description: 'The first row names the columns' }),
  mapping: z
    .array(z.enum(importFields, '項目をお選びください。').nullable())
    .max(COLUMNS_MAX, '列が多すぎます。')
    .openapi({
      description:
        'What each column is of a customer; null: it is not taken. Several columns of one field are joined. Empty: told by the names of the columns',
    }),
  known: z.enum(['skip', 'fill']).openapi({
    description:
      'Who is there already: skip changes nothing, fill fills what is empty and overwrites nothing',
  }),
  unknownNames: z.enum(['refuse', 'leave-out']).openapi({
    description:
      'A row that names a person, status or group the firm has not is refused, or taken without it',
  }),
});

const undoShape = z
  .object({
    phase: z.enum(['preview', 'apply']),
    state: z.enum(undoStates),
    createdBy: z.string(),
    read: count.openapi({ description: 'The row of the file it has come to' }),
    removed: count.openapi({ description: 'Customers the import made, with whom nothing was done since' }),
    restored: count.openapi({ description: 'Customers of whom what it filled is empty again' }),
    kept: z
      .array(z.object({ reason: z.enum(keptReasons), count }))
      .openapi({ description: 'Customers of whom all or something stays, by why' }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .openapi('CustomerImportUndo');

/** A customer who stays as they are when an import is taken back. */
export const keptShape = z
  .object({ id: z.uuid(), name: z.string().nullable(), reason: z.enum(keptReasons) })
  .openapi('KeptCustomer');

/** An import. */
const importShape = z.object({
  id: z.uuid(),
  fileName: z.string(),
  fileBytes: count,
  createdBy: z.string(),
  phase: z.enum(['preview', 'apply']),
  state: z.enum(importStates),
  options: optionsShape.nullable(),
  headers: z.array(z.string()),
  total: count.nullable().openapi({ description: 'Rows of the file, once a preview has counted them' }),
  read: count.openapi({ description: 'Rows dealt with so far' }),
  problem: z
    .object({ code: z.enum(importProblems), text: z.string() })
    .nullable()
    .openapi({ description: 'Why it cannot be applied as it is' }),
  counts: z
    .object({ new: count, suspected: count, known: count, repeated: count, refused: count, filled: count })
    .openapi({
      description:
        'Rows by what becomes of them: new (a customer is made), suspected (the same, 重複候補), known (they are there already), repeated (they are in an earlier row), refused. filled: of known and repeated ones, those that filled something',
    }),
  rows: z
    .array(
      z.object({
        line: count.openapi({ description: 'Where it begins in the file' }),
        kind: z.enum(rowKinds),
        cells: z.array(z.string()),
        issues: z.array(
          z.object({
            column: z.string().nullable().openapi({ description: 'Its name; null: the whole row' }),
            reason: z.enum(issueReasons),
            text: z.string(),
            value: z.string(),
          }),
        ),
        customers: z
          .array(z.object({ id: z.uuid(), name: z.string().nullable() }))
          .openapi({ description: 'Who they are, or may be' }),
      }),
    )
    .openapi({ description: 'The first that are refused, and some of each other kind; cells are cut' }),
  hasFile: z.boolean().openapi({ description: 'The file is still kept' }),
  undo: undoShape.nullable().openapi({ description: 'Its 取り消し, or what that would do' }),
  createdAt: instant,
  endedAt: instant.nullable(),
});

/** An import in a list: its rows are not there. */
export const importLineShape = importShape.omit({ rows: true, options: true, headers: true });

/** An import as a page of its own has it. */
export const importPageShape = importShape
  .extend({
    undoableUntil: instant
      .nullable()
      .openapi({ description: 'It can be taken back until then; null: it cannot' }),
  })
  .openapi('CustomerImport');

/** A row as the API gives an import. */
export function presentImport(one: CustomerImport, undo: ImportUndo | null): z.infer<typeof importShape> {
  const { id, fileName, fileBytes, phase, state, options, headers, total, counts, problem } = one;
  return {
    id,
    fileName,
    fileBytes,
    createdBy: one.actor.name,
    phase,
    state,
    options,
    headers,
    total,
    read: rowsSoFar(counts),
    problem: problem && { code: problem, text: problemTexts[problem] },
    counts,
    rows: one.rows.map(({ issues, ...row }) => ({
      ...row,
      issues: issues.map(({ column, reason, value }) => ({
        column: column === null ? null : (headers[column] ?? null),
        reason,
        text: issueTexts[reason],
        value,
      })),
    })),
    hasFile: one.forgottenAt === null && state !== 'uploading',
    undo: undo && presentUndo(undo),
    createdAt: one.createdAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
  };
}

function presentUndo({ phase, state, actor, cursor, counts, createdAt, endedAt }: ImportUndo) {
  return {
    phase,
    state,
    createdBy: actor.name,
    read: cursor,
    removed: counts.removed,
    restored: counts.restored,
    kept: keptReasons.flatMap((reason) => {
      const count = counts.kept[reason] ?? 0;
      return count > 0 ? [{ reason, count }] : [];
    }),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
