// Rows of cells written as CSV come out of any cut of its bytes as they were, each with its line.
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ImportOptions, ROW_BYTES_MAX } from './model.ts';
import { type FileRow, readFile, someAtATime } from './read-file.ts';

const usual: Pick<ImportOptions, 'encoding' | 'separator' | 'hasHeader'> = {
  encoding: 'utf-8',
  separator: 'comma',
  hasHeader: true,
};

async function* cut(bytes: Uint8Array, every: number) {
  for (let at = 0; at < bytes.length; at += every) yield bytes.subarray(at, at + every);
}

async function read(text: string | Uint8Array, options = usual, every = 7): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  for await (const row of readFile(cut(bytes, every), options)) rows.push(row);
  return rows;
}

test('any cells, any line ends, any cut', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc.constantFrom('髙橋', '🍣', '"', ',', '\n', '\r\n', 'a"b', "'=1"),
  );
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom('\n', '\r\n', '\r'),
      fc.integer({ min: 1, max: 9 }),
      fc.boolean(),
      async (given, end, every, hasBom) => {
        const clean = given.map((row) => row.map((one) => one.replaceAll('\uFEFF', '').toWellFormed()));
        const text =
          (hasBom ? '\uFEFF' : '') +
          stringify(clean, { record_delimiter: end, quote_record_delimiter: true });
        const found = await read(text, { ...usual, hasHeader: false }, every);
        const wanted = clean.filter((row) => row.some((one) => one.trim() !== ''));
        expect(found.slice(1).map(({ cells }) => cells)).toEqual(wanted);
      },
    ),
  );
});

test('a row knows its line and its number; empty lines have neither', async () => {
  const rows = await read('a,b\r\n\r\n1,"x\r\ny"\r\n , \n2,z\r3,ö');
  expect(rows.map(({ nr, line, cells }) => [nr, line, cells.join('|')])).toEqual([
    [0, 1, 'a|b'],
    [1, 3, '1|x\r\ny'],
    [2, 6, '2|z'],
    [3, 7, '3|ö'],
  ]);
});

test.each([
  ['a,b\n1,2\n3,"4\n5,6\n', 'unclosed-quote', 3],
  [`a,b\n1,2\n3,${'x'.repeat(ROW_BYTES_MAX + 9)}\n5,6\n`, 'too-long-row', 3],
] as const)('what breaks it ends it, behind the rows before: %#', async (text, broken, line) => {
  const rows = await read(text, usual, 100_000);
  expect(rows.map((row) => [row.nr, row.broken])).toEqual([
    [0, null],
    [1, null],
    [2, broken],
  ]);
  expect(rows[2]?.line).toBe(line);
});

test('a quotation mark inside a value is a letter; bytes that are none are told', async () => {
  expect((await read('a\nx"y\n"p"q\n'))[1]?.cells).toEqual(['x"y']);
  const rows = await read(Uint8Array.of(0x61, 0x0a, 0xff, 0x62, 0x0a));
  expect(rows[1]?.cells).toEqual(['\uFFFDb']);
});

test('Shift_JIS is cut anywhere too', async () => {
  // 髙①ソ表: the last two end in a backslash's byte.
  const bytes = Uint8Array.of(0x61, 0x0a, 0xfb, 0xfc, 0x87, 0x40, 0x83, 0x5c, 0x95, 0x5c, 0x0a);
  for (const every of [1, 2, 3])
    expect((await read(bytes, { ...usual, encoding: 'shift_jis' }, every))[1]?.cells).toEqual(['髙①ソ表']);
});

test('some at a time, behind a number', async () => {
  const rows = () => readFile(cut(new TextEncoder().encode('h\n1\n2\n3\n4\n5\n'), 5), usual);
  const sizes = async (after: number) => {
    const found: number[][] = [];
    for await (const some of someAtATime(rows(), 2, after)) found.push(some.map(({ nr }) => nr));
    return found;
  };
  expect(await sizes(-1)).toEqual([[0, 1, 2], [3, 4], [5]]);
  expect(await sizes(2)).toEqual([[3, 4], [5]]);
});
