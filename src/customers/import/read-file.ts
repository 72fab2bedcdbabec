// The bytes of a file → its rows, a piece at a time, whatever its size. A row knows the line it begins in.
import { CsvError, parse } from 'csv-parse';
import { type ImportOptions, type ImportSeparator, type IssueReason, ROW_BYTES_MAX } from './model.ts';

/** A row that is not empty. `nr` from 1, the header not counted (it has 0). `broken`: the file cannot be read from here on. */
export interface FileRow {
  nr: number;
  line: number;
  cells: string[];
  broken: Extract<IssueReason, 'unclosed-quote' | 'too-long-row'> | null;
}

const SIGNS: Record<ImportSeparator, string> = { comma: ',', tab: '\t', semicolon: ';' };
/** Letters parsed at a time: others have their turn between them. */
const AT_ONCE = 64 * 1024;
const LINE_BREAK = /\r\n|\r|\n/g;

/** Reads it. Bytes that are no letters become U+FFFD. Without a header its columns are named 1列目, 2列目 … */
export async function* readFile(
  pieces: AsyncIterable<Uint8Array>,
  { encoding, separator, hasHeader }: Pick<ImportOptions, 'encoding' | 'separator' | 'hasHeader'>,
): AsyncGenerator<FileRow> {
  let nr = hasHeader ? -1 : 0;
  let line = 1;
  const found: string[][] = [];
  let failed: Error | null = null;
  const parser = parse({
    delimiter: SIGNS[separator],
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: ROW_BYTES_MAX,
    on_record: (cells: string[]) => {
      found.push(cells);
      return null;
    },
  });
  parser.on('error', (error) => {
    failed = error;
  });
  const rows = function* (): Generator<FileRow> {
    for (const cells of found.splice(0)) {
      const at = line;
      line += 1 + cells.reduce((sum, cell) => sum + (cell.match(LINE_BREAK)?.length ?? 0), 0);
      if (cells.every((cell) => cell.trim() === '')) continue;
      nr += 1;
      if (nr === 1 && !hasHeader)
        yield { nr: 0, line: 0, cells: cells.map((_, column) => `${column + 1}列目`), broken: null };
      yield { nr, line: at, cells, broken: null };
    }
  };
  for await (const text of textOf(pieces, encoding)) {
    await new Promise<void>((written) => parser.write(text, () => written()));
    yield* rows();
    if (failed) break;
  }
  if (!failed)
    await new Promise<void>((closed) => {
      parser.once('close', closed).resume().end();
    });
  yield* rows();
  if (failed) yield { nr: Math.max(nr + 1, 1), line, cells: [], broken: brokenBy(failed) };
}

function brokenBy(error: Error): FileRow['broken'] {
  const code = error instanceof CsvError ? error.code : null;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'unclosed-quote';
  if (code === 'CSV_MAX_RECORD_SIZE') return 'too-long-row';
  throw error;
}

async function* textOf(
  pieces: AsyncIterable<Uint8Array>,
  encoding: ImportOptions['encoding'],
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces)
    for (let at = 0; at < piece.length; at += AT_ONCE)
      yield decoder.decode(piece.subarray(at, at + AT_ONCE), { stream: true });
  yield decoder.decode();
}

/** Rows behind number `after`, up to `most` at a time; −1: the header is the first of them. */
export async function* someAtATime(
  rows: AsyncIterable<FileRow>,
  most: number,
  after: number,
): AsyncGenerator<FileRow[]> {
  let waiting: FileRow[] = [];
  for await (const row of rows) {
    if (row.nr <= after) continue;
    waiting.push(row);
    if (row.nr === 0 || row.nr % most !== 0) continue;
    yield waiting;
    waiting = [];
  }
  if (waiting.length > 0) yield waiting;
}
