// Search as people type, over HTTP, in a firm of a million customers beside another firm: the fixed 200 queries, in turn.
import { createOrganization } from '../src/accounts/index.ts';
import { openDatabase } from '../src/platform/database.ts';
import { openLog } from '../src/platform/log.ts';
import { type Installation, openInstallation, openServer, type Running, startParts } from './installation.ts';
import { SEARCH_QUERIES } from './search-queries.ts';
import { seedPeople } from './search-seed.ts';
import { n, type Pace, quantile, type Row } from './table.ts';

const AIM_MS = 50;

export async function measureSearch({ isShort }: Pace): Promise<Row[]> {
  const size = isShort ? 5_000 : 1_000_000;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'search');
  await seedPeople(installation.owner, installation.organizationId, { first: 1, count: size });
  const beside = await openBeside(installation);
  await seedPeople(installation.owner, beside, { first: size + 1, count: size / 10 });
  const program = await startParts(installation, 'web');
  try {
    await ask(program, installation); // warm
    const taken = await ask(program, installation);
    const all = [...taken.values()].flat();
    const p95 = quantile(all, 0.95);
    return [
      {
        what: `search of ${n(size)} customers by API, ${all.length} fixed queries`,
        measured: `p50 ${n(quantile(all, 0.5), 1)} ms, p95 ${n(p95, 1)} ms, max ${n(Math.max(...all), 1)} ms`,
        aim: `p95 < ${AIM_MS} ms`,
        holds: p95 < AIM_MS,
      },
      ...[...taken].map(([kind, ms]) => ({
        what: `of them: ${kind} (${ms.length})`,
        measured: `p50 ${n(quantile(ms, 0.5), 1)} ms, max ${n(Math.max(...ms), 1)} ms`,
        aim: null,
        holds: true,
      })),
    ];
  } finally {
    await program.stop();
    await installation.close();
    await server.stop();
  }
}

async function openBeside({ socketDir, database }: Installation): Promise<string> {
  const db = await openDatabase({ socketDir, database }, openLog('error'));
  const id = await createOrganization(db, '株式会社となり不動産');
  await db.close();
  return id;
}

/** Kind → milliseconds of each query. */
async function ask({ url }: Running, { apiKey }: Installation): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>();
  for (const [kind, queries] of Object.entries(SEARCH_QUERIES)) {
    const ms: number[] = [];
    for (const q of queries) {
      const begun = performance.now();
      const answer = await fetch(`${url}/api/v1/customers?${new URLSearchParams({ q })}`, {
        headers: { authorization: `Bearer ${apiKey}` },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${q}: ${answer.status}`);
      ms.push(performance.now() - begun);
    }
    taken.set(kind, ms);
  }
  return taken;
}
