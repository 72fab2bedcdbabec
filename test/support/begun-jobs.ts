// How often work was begun: a job that comes again for a moment that is over does so many times a second.
import { expect } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from './database.ts';
import type { TestProgram } from './program.ts';

/** Counts from now on. */
export async function countBegunJobs({ server, firm }: Pick<TestProgram, 'server' | 'firm'>) {
  const sql = (text: string, values: unknown[] = []) =>
    asOwner(server, async (client) => (await client.query(text, values)).rows);
  await sql(`CREATE TABLE begun (kind text, subject_id uuid);
    CREATE FUNCTION note_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      'BEGIN INSERT INTO begun VALUES (NEW.kind, NEW.subject_id); RETURN NEW; END';
    CREATE TRIGGER note_begun BEFORE UPDATE ON jobs FOR EACH ROW
      WHEN (NEW.lease_token IS NOT NULL AND NEW.lease_token IS DISTINCT FROM OLD.lease_token) EXECUTE FUNCTION note_begun()`);
  return {
    /** Of this kind, about `subjectId`. */
    async begun(kind: string, subjectId: string): Promise<number> {
      const where = 'kind = $1 AND subject_id = $2';
      const [row] = await sql(`SELECT count(*)::int AS n FROM begun WHERE ${where}`, [kind, subjectId]);
      return row.n;
    },
    /** In how many seconds by the database's clock the job is due. */
    async dueIn(kind: string, subjectId: string): Promise<number> {
      const seconds = 'extract(epoch FROM run_at - now())::float';
      const of = 'kind = $1 AND subject_id = $2 AND lease_token IS NULL';
      const [row] = await sql(`SELECT ${seconds} AS left FROM jobs WHERE ${of}`, [kind, subjectId]);
      return row?.left;
    },
    /** Until a job has been done that is due in so many seconds. */
    async pass(seconds: number): Promise<void> {
      const id = newId();
      await sql(
        `INSERT INTO jobs (id, organization_id, kind, subject_id, run_at)
         VALUES ($1, $2, 'finish-test-inquiry', $1, now() + make_interval(secs => $3))`,
        [id, firm.organizationId, seconds],
      );
      await expect.poll(() => sql('SELECT 1 FROM jobs WHERE id = $1', [id])).toEqual([]);
    },
  };
}
