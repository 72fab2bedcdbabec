// ダッシュボード: numbers worked out by hand, the same as the 反響 list gives under the same filter, whatever the period.
import Encoding from 'encoding-japanese';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDashboard } from '../../src/customers/dashboard/read-dashboard.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { putInquiry } from '../support/put-inquiry.ts';
import { type Session, signIn } from '../support/session.ts';
import { speedOf } from '../support/speed.ts';

let program: TestProgram;
let member: Session;
let owner: Session;
let stranger: Session;
let theirs: Awaited<ReturnType<typeof buildFirm>>;
let branch: Awaited<ReturnType<typeof buildConnection>>;

beforeAll(async () => {
  program = await startTestProgram();
  const { firm, db } = program;
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  owner = await signIn(program, program.owner);
  theirs = await buildFirm(db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
  branch = await buildConnection(db, firm.organizationId, { name: 'リガイド 横浜支店' });
  const elsewhere = [`${branch.localPart}@inbox.localhost`];
  // When it came (Japanese time), and how long until somebody responded.
  const mails: [number: string, phone: string | null, at: string, seconds: number | null, to?: string[]][] = [
    ['A', '090-0000-8001', '2026-11-09T23:59:59.999', 10],
    ['B', '090-0000-8002', '2026-11-10T00:00:00', 60],
    ['C', '090-0000-8003', '2026-11-10T12:00:00', 300],
    ['D', '090-0000-8004', '2026-11-11T09:00:00', 1_800],
    ['E', '090-0000-8005', '2026-11-11T23:59:59.999', null],
    // The person of B once more, through the other branch.
    ['F', '090-0000-8002', '2026-11-12T00:00:00', 7_200, elsewhere],
    ['G', null, '2026-11-12T10:00:00', null],
    ['H', '090-0000-8008', '2026-11-13T00:00:00', 1],
  ];
  for (const [number, phone, at, seconds, to] of mails) {
    const name = number === 'F' ? '客B' : `客${number}`;
    await program.sendMail(phone ? composeInquiry({ number, name, phone }) : composeNotice(number), to);
    await program.settled();
    const { id } = (await program.get(`/inquiries?requestNumber=${number}`)).items[0];
    const receivedAt = new Date(`${at}+09:00`);
    await asOwner(program.server, (client) =>
      client.query('UPDATE inquiries SET received_at = $2 WHERE id = $1', [id, receivedAt]),
    );
    if (seconds === null) continue;
    const respondedAt = new Date(receivedAt.getTime() + seconds * 1_000).toISOString();
    await member('POST', `/inquiries/${id}/activities`, { kind: 'call', at: respondedAt });
  }
});
afterAll(() => program.stop());

const THREE_DAYS = 'from=2026-11-10&to=2026-11-12';
const dashboard = (query: string) => program.get(`/dashboard?${query}`);

test('the numbers of three Japanese days are those worked out by hand', async () => {
  const { firm } = program;
  const { total, before, daysBefore, isSoFar, byTime, assignees, connections, portals, unit } =
    await dashboard(THREE_DAYS);
  expect(total).toEqual({
    count: 6,
    repeats: 1,
    open: 2,
    medianSeconds: 1_050, // between 300 and 1800
    within5: 2,
    within30: 3,
  });
  expect(isSoFar).toBe(false);
  expect(daysBefore).toEqual({ from: '2026-11-07', to: '2026-11-09' });
  expect(before).toMatchObject({ count: 1, medianSeconds: 10, within5: 1, open: 0 });
  expect(unit).toBe('day');
  const two = (day: string) => ({
    from: day,
    to: day,
    count: 2,
    portals: [{ portal: 're-guide', count: 2 }],
  });
  expect(byTime).toEqual(['2026-11-10', '2026-11-11', '2026-11-12'].map(two));
  expect(assignees).toEqual([
    {
      assignee: { id: firm.salesperson.userId, name: '佐藤 健一' },
      ...{ count: 5, repeats: 1, open: 1, medianSeconds: 1_050, within5: 2, within30: 3 },
    },
    { assignee: null, count: 1, repeats: 0, open: 1, medianSeconds: null, within5: 0, within30: 0 },
  ]);
  const lastMailAt = expect.any(String);
  expect(connections).toMatchObject([
    { connection: { id: firm.connectionId, lastMailAt }, count: 5, medianSeconds: 300, open: 2 },
    { connection: { id: branch.connectionId, lastMailAt }, count: 1, medianSeconds: 7_200, within30: 0 },
  ]);
  expect(portals).toMatchObject([{ portal: 're-guide', count: 6, cost: null }]);
  // Four people asked five times; of the notice nobody is known.
  expect(portals[0].statuses).toHaveLength(2);
  expect(portals[0].statuses).toEqual(
    expect.arrayContaining([
      { statusId: firm.statusId, customers: 4, inquiries: 5 },
      { statusId: 'notice', customers: 0, inquiries: 1 },
    ]),
  );
});

test('an answer that is taken back is none, and a connection says when it last got a mail', async () => {
  const { id } = (await program.get('/inquiries?requestNumber=C')).items[0];
  const { activityId } = (await member('POST', `/inquiries/${id}/activities`, { kind: 'reopened' })).data;
  expect((await dashboard(THREE_DAYS)).total).toMatchObject({ open: 3, medianSeconds: 1_800, within5: 1 });
  await member('POST', `/activities/${activityId}/undo`);
  const { total, connections } = await dashboard(THREE_DAYS);
  expect(total).toMatchObject({ open: 2, medianSeconds: 1_050, within5: 2 });
  const { lastMailAt } = (await program.get(`/connections/${branch.connectionId}`)) as { lastMailAt: string };
  expect(connections[1].connection.lastMailAt).toBe(lastMailAt);
});

test('a day that is not over is compared with the day before up to the same time', async () => {
  const { firm, db } = program;
  const at = (now: string) =>
    db.withOrganization(firm.organizationId, (tx) =>
      readDashboard(tx, firm.organizationId, { period: 'today' }, new Date(now)),
    );
  // B came at 00:00 and C at 12:00 the day before.
  expect((await at('2026-11-11T11:59:59+09:00')).before.count).toBe(1);
  expect((await at('2026-11-11T12:00:01+09:00')).before.count).toBe(2);
  const week = await db.withOrganization(firm.organizationId, (tx) =>
    readDashboard(tx, firm.organizationId, { period: 'last-week' }, new Date('2026-11-16T08:30:00+09:00')),
  );
  // A came on Monday the 9th, H on Friday the 13th.
  expect([week.days, week.total.count]).toEqual([{ from: '2026-11-09', to: '2026-11-15' }, 8]);
});

test('costs are entered month by month, by admins, and counted by the days', async () => {
  const enter = (month: string, yen: number | null, as = owner) =>
    as('PUT', `/portal-costs/${month}`, { items: [{ portal: 're-guide', yen }] });
  const cost = async (query: string) => (await dashboard(query)).portals[0].cost;
  expect((await enter('2026-11', 30_000, member)).status).toBe(403);
  expect((await enter('2026-11', 30_000)).data).toEqual({ items: [{ portal: 're-guide', yen: 30_000 }] });
  expect(await cost(THREE_DAYS)).toEqual({ yen: 3_000, missingMonths: [] });
  // Who signed: the four people of a status that counts; the one of B and F once.
  const { statusId } = program.firm;
  const signed = async () => {
    const { portals, cost, statuses } = await dashboard(THREE_DAYS);
    const known = statuses.find(({ id }: { id: string }) => id === statusId).isContract;
    return [known, portals[0].contracts, cost];
  };
  const together = { yen: 3_000, missingMonths: [], count: 6, isPartial: false };
  expect(await signed()).toEqual([false, 0, { ...together, contracts: 0 }]);
  await owner('PATCH', `/statuses/${statusId}`, { isContract: true });
  expect(await signed()).toEqual([true, 4, { ...together, contracts: 4 }]);
  expect(await cost('from=2026-10-31&to=2026-11-12')).toEqual({ yen: 12_000, missingMonths: ['2026-10'] });
  // A portal that cost something and brought nothing is there.
  const { portals } = await dashboard('from=2026-11-01&to=2026-11-02');
  expect(portals).toMatchObject([{ portal: 're-guide', count: 0, statuses: [], cost: { yen: 2_000 } }]);
  await Promise.all([enter('2026-11', 60_000), enter('2026-11', 90_000)]);
  expect([6_000, 9_000]).toContain((await cost(THREE_DAYS)).yen);
  expect((await stranger('GET', '/portal-costs/2026-11')).data).toEqual({ items: [] });
  await enter('2026-11', null);
  expect(await cost(THREE_DAYS)).toBe(null);
  expect((await dashboard(THREE_DAYS)).cost).toBe(null);
  expect((await program.get('/portal-costs/2026-11')).items).toEqual([]);
  const written = await asOwner(program.server, (client) =>
    client.query(
      "SELECT details FROM audit_events WHERE action = 'portal-costs.entered' ORDER BY id LIMIT 1",
    ),
  );
  expect(written.rows).toEqual([
    { details: { month: '2026-11', costs: [{ portal: 're-guide', from: null, to: 30_000 }] } },
  ]);
});

test('what cannot be asked or entered is refused at its field', async () => {
  const asked: [query: string, field: string][] = [
    ['period=ever', 'period'],
    ['from=20261110&to=2026-11-12', 'from'],
    ['from=2026-02-30&to=2026-03-01', 'from'],
    ['from=2026-11-12&to=2026-11-10', 'to'],
    ['to=2026-11-10', 'from'],
    ['from=2016-01-01&to=2026-01-02', 'to'],
    ['from=1999-12-31&to=2000-01-02', 'from'],
    ['from=2026-11-10', 'to'],
  ];
  for (const [query, field] of asked) {
    const answer = await member('GET', `/dashboard?${query}`);
    expect([answer.status, Object.keys(answer.data.errors)], query).toEqual([422, [field]]);
    expect((await member('GET', `/dashboard.csv?${query}`)).status, query).toBe(422);
  }
  const entered: [month: string, item: object][] = [
    ['2026-13', { portal: 're-guide', yen: 1 }],
    ['1999-12', { portal: 're-guide', yen: 1 }],
    ['2026-11', { portal: 'nowhere', yen: 1 }],
    ['2026-11', { portal: 're-guide', yen: -1 }],
    ['2026-11', { portal: 're-guide', yen: 1.5 }],
    ['2026-11', { portal: 're-guide', yen: 1_000_000_001 }],
    ['2026-11', { portal: 're-guide' }],
  ];
  for (const [month, item] of entered)
    expect((await owner('PUT', `/portal-costs/${month}`, { items: [item] })).status, month).toBe(422);
});

test('ten years are shown by months; a firm with nothing in it gets zeros, and nothing of anybody else', async () => {
  const decade = await dashboard('from=2016-12-01&to=2026-11-30');
  expect([decade.unit, decade.byTime.length, decade.total.count]).toEqual(['month', 120, 8]);
  expect(decade.byTime.at(-1)).toEqual({
    ...{ from: '2026-11-01', to: '2026-11-30', count: 8 },
    portals: [{ portal: 're-guide', count: 8 }],
  });
  const nothing = (await stranger('GET', `/dashboard?${THREE_DAYS}`)).data;
  expect(nothing).toMatchObject({
    total: { count: 0, repeats: 0, open: 0, medianSeconds: null, within5: 0, within30: 0 },
    before: { count: 0, medianSeconds: null },
    portals: [],
    cost: null,
    assignees: [],
    branches: [],
    connections: [{ connection: { id: theirs.connectionId, lastMailAt: null }, count: 0 }],
  });
  expect(nothing.byTime.map(({ count }: { count: number }) => count)).toEqual([0, 0, 0]);
});

test('as CSV it is the tables of the page, for people alone, no formula, written down', async () => {
  await asOwner(program.server, (client) =>
    client.query(`UPDATE connections SET name = '=1+cmd()' WHERE id = $1`, [branch.connectionId]),
  );
  expect((await program.api(`/dashboard.csv?${THREE_DAYS}`)).status).toBe(401);
  const { bytes, text } = await member('GET', `/dashboard.csv?${THREE_DAYS}`);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = text.split('\r\n');
  expect(lines).toContain('この期間,2026-11-10,2026-11-12,6,1,2,1050,2,33.3,3,50');
  expect(lines).toContain('2026-11-11,2026-11-11,2,2');
  expect(lines).toContain('佐藤 健一,5,1,1,1050,2,40,3,60');
  expect(lines).toContain('リガイド,新規,4,5');
  // Nothing is entered now; with 30,000 yen a month these three days cost 3,000.
  expect(lines).toContain('リガイド,6,1,2,1050,2,33.3,3,50,4,,,');
  await owner('PUT', '/portal-costs/2026-11', { items: [{ portal: 're-guide', yen: 30_000 }] });
  const costly = (await member('GET', `/dashboard.csv?${THREE_DAYS}`)).text.split('\r\n');
  expect(costly).toContain('リガイド,6,1,2,1050,2,33.3,3,50,4,3000,500,750');
  expect(costly).toContain('合計,6,4,3000,500,750');
  expect(text).toContain("'=1+cmd(),リガイド,");
  const sjis = await member('GET', `/dashboard.csv?${THREE_DAYS}&encoding=shift_jis`);
  expect(Encoding.convert(sjis.bytes, { from: 'SJIS', to: 'UNICODE', type: 'string' })).toContain(
    '未割当,1,',
  );
  const written = await asOwner(program.server, (client) =>
    client.query(
      "SELECT actor_name, details FROM audit_events WHERE action = 'dashboard.exported' ORDER BY id LIMIT 1",
    ),
  );
  expect(written.rows).toEqual([
    {
      actor_name: '渡辺 さくら',
      details: { encoding: 'utf-8', from: '2026-11-10', to: '2026-11-12' },
    },
  ]);
});

/** How many the list has under a filter, page after page. */
async function listed(query: string): Promise<number> {
  let count = 0;
  let cursor = '';
  do {
    const { items, nextCursor } = (
      await stranger('GET', `/inquiries?limit=100&${query}${cursor && `&cursor=${cursor}`}`)
    ).data;
    count += items.length;
    cursor = nextCursor ?? '';
  } while (cursor);
  return count;
}

const MINUTES = 12 * 24 * 60;
const arrived = fc.record({
  /** After 2026-11-01 00:00 in Japan. */
  minute: fc.nat(MINUTES),
  portal: fc.constantFrom('re-guide', 'suumo', 'homes'),
  customer: fc.constantFrom(0, 1, 2, 3, null),
  isByHand: fc.boolean(),
  isRepeat: fc.boolean(),
  responseMinutes: fc.option(fc.integer({ min: -5, max: 60 })),
});

test('whatever came when: the parts add up to the whole, and each is what the list has under its filter', {
  timeout: 120_000,
}, async () => {
  const { organizationId, connectionId, statusId, otherStatusId, salesperson } = theirs;
  const people = [
    { statusId, assigneeId: salesperson.userId },
    { statusId: otherStatusId, assigneeId: salesperson.userId },
    { statusId, assigneeId: null },
    { statusId: null, assigneeId: null },
  ].map((person) => ({ id: newId(), ...person }));
  const asTheOwner = <T>(work: Parameters<typeof asOwner<T>>[1]) => asOwner(program.server, work);
  await asTheOwner(async (client) => {
    for (const { id, statusId, assigneeId } of people)
      await client.query(
        'INSERT INTO customers (id, organization_id, status_id, assignee_id) VALUES ($1, $2, $3, $4)',
        [id, organizationId, statusId, assigneeId],
      );
  });
  const branchId = (await stranger('POST', '/branches', { name: '本店' })).data.id;
  await stranger('POST', '/branches', { name: 'だれもいない店' });
  await stranger('PATCH', `/users/${salesperson.userId}`, { branchId });
  await stranger('PATCH', `/statuses/${otherStatusId}`, { isContract: true });
  for (const portal of ['re-guide', 'suumo'])
    await asTheOwner((client) =>
      client.query(
        "INSERT INTO portal_costs (organization_id, month, portal, yen) VALUES ($1, '2026-11', $2, 90000)",
        [organizationId, portal],
      ),
    );
  const firstOfNovember = Date.parse('2026-11-01T00:00:00+09:00');
  await fc.assert(
    fc.asyncProperty(
      fc.array(arrived, { maxLength: 25 }),
      fc.nat(12),
      fc.nat(12),
      async (rows, start, more) => {
        await asTheOwner(async (client) => {
          await client.query('DELETE FROM inquiries WHERE organization_id = $1', [organizationId]);
          for (const { minute, customer, isByHand, ...row } of rows)
            await putInquiry(client, organizationId, {
              ...row,
              customerId: customer === null ? null : (people[customer]?.id ?? null),
              connectionId: isByHand ? null : connectionId,
              receivedAt: new Date(firstOfNovember + minute * 60_000),
            });
        });
        const day = (n: number) =>
          new Date(Date.parse('2026-11-01') + n * 86_400_000).toISOString().slice(0, 10);
        const days = `from=${day(start)}&to=${day(start + more)}`;
        const { data } = await stranger('GET', `/dashboard?${days}`);
        const { total, byTime, portals, assignees, branches, connections } = data;
        const sum = (of: { count: number }[]) => of.reduce((all, { count }) => all + count, 0);
        expect(await listed(days)).toBe(total.count);
        for (const parts of [byTime, portals, assignees, branches, connections])
          expect(sum(parts)).toBe(total.count);
        expect(await listed(`${days}&response=open`)).toBe(total.open);
        expect(await listed(`${days}&repeat=true`)).toBe(total.repeats);
        for (const { from, to, count, portals: some } of byTime) {
          expect(sum(some)).toBe(count);
          if (count > 0) expect(await listed(`from=${from}&to=${to}`)).toBe(count);
        }
        for (const { assignee, count, open } of assignees) {
          const who = `${days}&assigneeId=${assignee?.id ?? 'none'}`;
          expect([await listed(who), await listed(`${who}&response=open`)]).toEqual([count, open]);
        }
        for (const { branch, count, open } of branches) {
          const where = `${days}&branchId=${branch?.id ?? 'none'}`;
          expect([await listed(where), await listed(`${where}&response=open`)]).toEqual([count, open]);
        }
        for (const { connection, count, open } of connections) {
          const through = `${days}&connectionId=${connection?.id ?? 'none'}`;
          expect([await listed(through), await listed(`${through}&response=open`)]).toEqual([count, open]);
        }
        for (const { portal, count, statuses } of portals) {
          expect(await listed(`${days}&portal=${portal}`)).toBe(count);
          let all = 0;
          for (const { statusId: id, inquiries, customers } of statuses) {
            all += inquiries;
            expect(customers).toBeLessThanOrEqual(inquiries);
            expect(await listed(`${days}&portal=${portal}&statusId=${id}`)).toBe(inquiries);
          }
          expect(all).toBe(count);
        }
        // Customer 1 alone has signed.
        const isIn = ({ minute: at }: { minute: number }) =>
          at >= start * 1_440 && at < (start + more + 1) * 1_440;
        const signed = new Set<string>(
          rows.filter((row) => isIn(row) && row.customer === 1).map(({ portal }) => portal),
        );
        const costly: string[] = ['re-guide', 'suumo'];
        expect(data.cost).toMatchObject({
          contracts: costly.some((portal) => signed.has(portal)) ? 1 : 0,
          count: rows.filter((row) => isIn(row) && costly.includes(row.portal)).length,
          isPartial: rows.some((row) => isIn(row) && row.portal === 'homes'),
          yen: 2 * 3_000 * (more + 1),
        });
        const speed = (is: (row: (typeof rows)[number]) => boolean) =>
          speedOf(rows.filter((row) => isIn(row) && is(row)).map(({ responseMinutes }) => responseMinutes));
        const assigneeOf = ({ customer }: { customer: number | null }) => people[customer ?? 3]?.assigneeId;
        expect(total).toMatchObject(speed(() => true));
        for (const { portal, ...some } of portals)
          expect(some).toMatchObject({
            ...speed((row) => row.portal === portal),
            contracts: signed.has(portal) ? 1 : 0,
          });
        for (const { assignee, ...some } of assignees)
          expect(some).toMatchObject(speed((row) => assigneeOf(row) === (assignee?.id ?? null)));
        for (const { connection, ...some } of connections)
          expect(some).toMatchObject(speed(({ isByHand }) => isByHand === (connection === null)));
        for (const { branch, ...some } of branches)
          expect(some).toMatchObject(speed((row) => branch?.name === (assigneeOf(row) ? '本店' : undefined)));
      },
    ),
    { numRuns: 12 },
  );
});
