// What a worker asks every second fails every second: the log says so when it begins to fail, when it fails for another
// cause, and when it works again.
import { type Log, stackOf } from './log.ts';
import { answerCode, databaseTrouble, NoConnection } from './pool.ts';

/** Waits for what was `asked`, whose name is `query`, and hands it on, also as it fails. */
export type Telling = <T>(query: string, asked: Promise<T>) => Promise<T>;

/** Tells of it in these words. */
export function tellChanges(log: Log, { fails, works }: { fails: string; works: string }): Telling {
  const causes = new Map<string, string>();
  return async (query, asked) => {
    try {
      const answer = await asked;
      if (causes.delete(query)) log.info({ query }, works);
      return answer;
    } catch (error) {
      const code = answerCode(error) ?? (error as Error).name;
      if (!isToldAnyway(error) && causes.get(query) !== code) {
        causes.set(query, code);
        log.error({ query, code, stack: stackOf(error as Error) }, fails);
      }
      throw error;
    }
  };
}

/** Whoever keeps an eye on the database (database-watch.ts) says it: it is gone, ends, or may only be read. */
function isToldAnyway(error: unknown): boolean {
  const code = answerCode(error);
  if (error instanceof NoConnection) return code !== '53300'; // where all are taken, it has its own
  return code === null ? databaseTrouble(error) !== null : /^(?:25006|57P0[123])$/.test(code);
}
