// Tells on standard error how far a backup or a restore is: a line for each table, and on a terminal the bytes as they go by.
import type { OnTable } from '../platform/backup/take-backup.ts';

const EVERY_BYTES = 10_000_000;

/** What to call as tables go by. */
export function showTables(out: NodeJS.WriteStream): OnTable {
  let shown = 0;
  return ({ table, bytes, rows }) => {
    if (rows !== null) {
      out.write(`${out.isTTY ? '\r' : ''}${table}: ${rows.toLocaleString('en')} rows, ${size(bytes)}\n`);
      shown = 0;
    } else if (out.isTTY && bytes - shown > EVERY_BYTES) {
      out.write(`\r${table}: ${size(bytes)}`);
      shown = bytes;
    }
  };
}

const size = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
