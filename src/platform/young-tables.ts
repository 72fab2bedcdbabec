// PostgreSQL plans by what it last counted of its tables, and a fresh installation may be flooded before it has counted anything. So
// whoever writes much has it count soon, and again each time that much more was written (`count_young_tables` in migrations/).
import type { Database } from './database.ts';
import { type Log, stackOf } from './log.ts';

/** Mails written by this process after which is counted first, and again after so many times as many. */
const FIRST = 100;
const AGAIN = 4;

export interface YoungTables {
  /** So many mails more were written, with what followed from them. Never waits, never throws. */
  wrote(mails: number): void;
}

/** Counts nothing yet. */
export function openYoungTables({ db, log }: { db: Database; log: Log }): YoungTables {
  let written = 0;
  let next = FIRST;
  return {
    wrote(mails) {
      written += mails;
      if (written < next) return;
      next = written * AGAIN;
      db.across('count_young_tables', 'SELECT count_young_tables()', []).catch((error: Error) =>
        log.warn({ stack: stackOf(error) }, 'young tables were not counted; the database does it by itself'),
      );
    },
  };
}
