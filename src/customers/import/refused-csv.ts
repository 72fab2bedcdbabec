// The rows that are refused, as a file to be mended and imported again: as they came, with what is wrong in a last column.
import type { Database } from '../../platform/database.ts';
import { csvBytes } from '../csv-file.ts';
import { defuse, restore } from '../rules/csv-cells.ts';
import { issueTexts } from './issue-texts.ts';
import { mastersOf } from './look-up.ts';
import type { RowIssue } from './model.ts';
import { readFile, someAtATime } from './read-file.ts';
import { readerOf } from './read-rows.ts';
import type { Running } from './run.ts';
import { piecesOf, refusedRows } from './store.ts';

const AT_ONCE = 500;

/** The file, in UTF-8 or Shift_JIS as the one that came. */
export async function* refusedCsv(db: Database, one: Running): AsyncGenerator<Uint8Array> {
  const { organizationId, id, options } = one;
  const encoding = options.encoding === 'shift_jis' ? 'shift_jis' : 'utf-8';
  const { masters, refused } = await db.withOrganization(organizationId, async (tx) => ({
    masters: await mastersOf(tx, organizationId),
    // What was refused stays so in this file, whatever the firm has by now.
    refused: one.phase === 'apply' ? await refusedRows(tx, organizationId, id) : null,
  }));
  const read = readerOf(options, masters);
  const texts = (issues: RowIssue[]) =>
    issues.map(({ column, reason }) => {
      const name = column === null ? null : one.headers[column];
      return name ? `${name}: ${issueTexts[reason]}` : issueTexts[reason];
    });
  const file = readFile(piecesOf(db, organizationId, id), options);
  yield csvBytes([[...one.headers, 'エラー内容']], encoding, true);
  for await (const rows of someAtATime(file, AT_ONCE, 0)) {
    const lines = rows.map(read).flatMap(({ row, issues }) => {
      if (refused ? !refused.has(row.nr) : issues.length === 0) return [];
      const cells = Array.from({ length: Math.max(one.headers.length, row.cells.length) }, (_, at) =>
        defuse(restore(row.cells[at] ?? '')),
      );
      return [[...cells, texts(issues).join(' ') || issueTexts['phone-of-many']]];
    });
    if (lines.length > 0) yield csvBytes(lines, encoding, false);
  }
}
