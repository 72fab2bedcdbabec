// What a backup file is: zstd (RFC 8878) over lines of text, and after it a skippable frame (§3.1.2) with the SHA-256 of
// every byte before. So `zstd -dc FILE` shows it as text, and one changed or missing byte is found without unpacking:
//
//   -- digima backup {manifest}
//   COPY "table" ("column", …) FROM stdin;         every table, those it refers to first
//   rows in PostgreSQL's text format
//   \.
//   -- end {totals}
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The format's version. A reader takes its own alone. */
const FORMAT = 1;
const TRAILER_HEAD = Buffer.from([0x5d, 0x2a, 0x4d, 0x18, 32, 0, 0, 0]);
/** Bytes after the compressed text. */
export const TRAILER_LENGTH = TRAILER_HEAD.length + 32;
/** What ends a table's rows: never a row itself, in which a backslash is written twice. */
export const END_OF_ROWS = '\\.\n';

const manifestShape = z.object({
  format: z.literal(FORMAT),
  /** The program that took it, and the server it was taken from. */
  product: z.string(),
  server: z.string(),
  /** The moment it shows. */
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ hash: z.string(), createdAt: z.number() })),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  /** Tables whose rows are not in it, on purpose. */
  leftOut: z.array(z.string()),
  /** The keys its sealed secrets need, by id, each with a value it sealed: never a key. */
  keys: z.array(z.object({ id: z.string(), sealed: z.string() })),
});
/** What a backup says of itself, at its beginning. */
export type Manifest = z.infer<typeof manifestShape>;

const totalsShape = z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() }));
/** What was written of each table, at its end: `sha256` (hex) of its rows as they stand in the text. */
export type Totals = z.infer<typeof totalsShape>;

const HEAD = '-- digima backup ';
const END = '-- end ';

export const manifestLine = (manifest: Omit<Manifest, 'format'>): string =>
  `${HEAD}${JSON.stringify({ format: FORMAT, ...manifest })}\n`;
export const totalsLine = (totals: Totals): string => `${END}${JSON.stringify(totals)}\n`;
/** The statement that a table's rows follow. */
export const copyLine = ({ name, columns }: Manifest['tables'][number]): string =>
  `COPY ${quoted(name)} (${columns.map(quoted).join(', ')}) FROM stdin;\n`;

/** Null where the line is none of this format. */
export const readManifest = (line: string): Manifest | null => read(line, HEAD, manifestShape);
/** Null where the line is none of this format. */
export const readTotals = (line: string): Totals | null => read(line, END, totalsShape);

function read<T>(line: string, head: string, shape: z.ZodType<T>): T | null {
  if (!line.startsWith(head)) return null;
  try {
    return shape.safeParse(JSON.parse(line.slice(head.length))).data ?? null;
  } catch {
    return null;
  }
}

/** The last bytes of a file, for the SHA-256 of all others. */
export const trailerOf = (sha256: Buffer): Buffer => Buffer.concat([TRAILER_HEAD, sha256]);

/** A name as SQL takes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const newSha256 = () => createHash('sha256');
