// The lists of the API as the screen asks for them, in a firm with a hundred thousand customers, and the dashboard of a firm that
// gets as many in a year: each in turn, many times.
import { A_YEAR, seedBusyFirm, squeezeIntoAYear } from './busy-firm.ts';
import { openInstallation, openServer, startParts } from './installation.ts';
import { median, n, type Pace, quantile, type Row } from './table.ts';

const AIM_MS = 50;

type Ids = {
  assignee: string;
  branch: string;
  emptyBranch: string;
  status: string;
  group: string;
  customer: string;
};

/** What is asked, as the screen asks it. */
const LISTS: [what: string, path: (ids: Ids) => string][] = [
  ['反響, 未対応 first', () => '/inquiries?order=open-first&limit=50'],
  ['反響, 未対応 only', () => '/inquiries?response=open&limit=50'],
  ['反響 of one person', ({ assignee }) => `/inquiries?order=open-first&limit=50&assigneeId=${assignee}`],
  ['反響 of a 店舗', ({ branch }) => `/inquiries?order=open-first&limit=50&branchId=${branch}`],
  ['反響 of a 店舗, newest', ({ branch }) => `/inquiries?limit=50&branchId=${branch}`],
  [
    '反響 of a 店舗 of nobody',
    ({ emptyBranch }) => `/inquiries?order=open-first&limit=50&branchId=${emptyBranch}`,
  ],
  ['反響 of no 店舗', () => '/inquiries?order=open-first&limit=50&branchId=none'],
  ['反響 of a portal, repeats', () => '/inquiries?order=open-first&limit=50&portal=re-guide&repeat=true'],
  ['反響 of a month', () => '/inquiries?order=open-first&limit=50&from=2024-11-01&to=2024-11-30'],
  ['反響, counts', () => '/inquiries/counts'],
  ['顧客, newest', () => '/customers?limit=50'],
  ['顧客 by name', () => '/customers?limit=50&order=name'],
  ['顧客 by change', () => '/customers?limit=50&order=changed'],
  ['顧客 of one person', ({ assignee }) => `/customers?limit=50&order=name&assigneeId=${assignee}`],
  ['顧客 of a status', ({ status }) => `/customers?limit=50&statusId=${status}`],
  ['顧客 of a group', ({ group }) => `/customers?limit=50&order=name&groupId=${group}`],
  ['顧客 found by words', () => `/customers?limit=50&q=${encodeURIComponent('見本 桜丘')}`],
  ['one 顧客', ({ customer }) => `/customers/${customer}`],
  ['timeline of a 顧客', ({ customer }) => `/customers/${customer}/timeline`],
  ['タスク', () => '/tasks?limit=50'],
  ['要確認', () => '/mails?review=true&limit=50'],
  ['連携', () => '/connections'],
];

const DASHBOARDS: [what: string, query: string][] = [
  ['today', 'period=today'],
  ['30 days', 'period=30-days'],
  ['90 days', 'period=90-days'],
  ['a year', A_YEAR],
];
/** A page is there within a second; its code and the drawing of it need the rest. */
const DASHBOARD_AIM_MS = 700;

/** Rows: all lists together with the aim, and the slowest of them; the dashboard by period. */
export async function measureLists({ isShort }: Pace): Promise<Row[]> {
  const size = isShort ? 2_000 : 100_000;
  const times = isShort ? 3 : 40;
  const server = await openServer();
  const installation = await openInstallation(server.socketDir, 'lists');
  await seedBusyFirm(installation, size);
  const program = await startParts(installation, 'web');
  try {
    const ask = async (path: string) => {
      const begun = performance.now();
      const answer = await fetch(`${program.url}/api/v1${path}`, {
        headers: { authorization: `Bearer ${installation.apiKey}` },
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
      return performance.now() - begun;
    };
    const one = async (what: string) =>
      (await installation.owner.query<{ id: string }>(`SELECT id FROM ${what} LIMIT 1`)).rows[0]?.id ?? '';
    const ids = {
      branch: await one('branches ORDER BY position'),
      emptyBranch: await one('branches ORDER BY position DESC'),
      assignee: await one('"user" ORDER BY email'),
      status: await one('statuses ORDER BY position'),
      group: await one('groups'),
      customer: await one('customers ORDER BY id'),
    };
    const taken = await inTurn(
      LISTS.map(([what, path]) => [what, () => ask(path(ids))]),
      times,
    );
    const all = [...taken.values()].flat();
    const p95 = quantile(all, 0.95);
    const slowest = [...taken]
      .map(([what, ms]) => ({ what, p95: quantile(ms, 0.95) }))
      .sort((a, b) => b.p95 - a.p95);
    await squeezeIntoAYear(installation);
    const dashboards = await inTurn(
      DASHBOARDS.map(([what, query]) => [what, () => ask(`/dashboard?${query}`)]),
      times / 2,
    );
    return [
      {
        what: `${LISTS.length} lists of the API, ${n(size)} customers, each asked ${times} times`,
        measured: `p50 ${n(quantile(all, 0.5), 1)} ms, p95 ${n(p95, 1)} ms`,
        aim: `p95 < ${AIM_MS} ms`,
        holds: p95 < AIM_MS,
      },
      ...slowest.slice(0, 3).map(({ what, p95: ms }) => ({
        what: `of them the slowest: ${what}`,
        measured: `p95 ${n(ms, 1)} ms`,
        aim: `p95 < ${AIM_MS} ms`,
        holds: ms < AIM_MS,
      })),
      ...DASHBOARDS.map(([what]) => {
        const ms = dashboards.get(what) ?? [];
        return {
          what: `ダッシュボード of ${what}, ${n(size)} inquiries a year`,
          measured: `p50 ${n(median(ms), 1)} ms, p95 ${n(quantile(ms, 0.95), 1)} ms`,
          aim: `p95 < ${DASHBOARD_AIM_MS} ms`,
          holds: quantile(ms, 0.95) < DASHBOARD_AIM_MS,
        };
      }),
    ];
  } finally {
    await program.stop();
    await installation.close();
    await server.stop();
  }
}

/** Each so often, one after the other, after two rounds that do not count: milliseconds by what. */
async function inTurn(
  asked: [what: string, ask: () => Promise<number>][],
  times: number,
): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>(asked.map(([what]) => [what, []]));
  for (let round = -2; round < times; round++)
    for (const [what, ask] of asked) {
      const ms = await ask();
      if (round >= 0) taken.get(what)?.push(ms);
    }
  return taken;
}
