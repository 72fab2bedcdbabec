// Has work in the background been given up, in any organization? Nobody else would see that.
import { sql } from 'drizzle-orm';
import { type Check, findingsOf } from './finding.ts';
import { askRunning } from './running.ts';

const { ok, warning } = findingsOf('jobs');

/** Counts alone: whose and about what stays in the database. */
export const checkJobs: Check = async (config) => {
  const dead = await askRunning(config, async (tx) => {
    // The owner of a given database is bound by row-level security; the owner of the ways across is not.
    await tx.execute(sql`SET LOCAL ROLE digima_system`);
    const { rows } = await tx.execute<{ kind: string; count: number }>(
      sql`SELECT kind, count(*)::int AS count FROM jobs WHERE state = 'dead' GROUP BY kind ORDER BY kind`,
    );
    return rows;
  });
  if (dead === null) return [];
  if (dead.length === 0) return [ok('あきらめた処理はありません。')];
  return [
    warning(
      `何度試しても終わらず、あきらめた処理があります（${dead.map(({ kind, count }) => `${kind} ${count}件`).join('、')}）。`,
      'ログの「a job failed」の行を添えて、開発元にお知らせください。',
    ),
  ];
};
