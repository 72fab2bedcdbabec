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
  rowKinds,
  rowsSoFar,
} from './import/model.ts';
import type { CustomerImport } from './import/store.ts';

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

/** An import. */
export const importShape = z
  .object({
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
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .openapi('CustomerImport');

/** An import in a list: its rows are not there. */
export const importLineShape = importShape.omit({ rows: true, options: true, headers: true });

/** A row as the API gives an import. */
export function presentImport(one: CustomerImport): z.infer<typeof importShape> {
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
    createdAt: one.createdAt.toISOString(),
    endedAt: one.endedAt?.toISOString() ?? null,
  };
}
