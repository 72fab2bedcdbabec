// ダッシュボード on a server whose own settings would have groups made by sorting: 初動 of each is still its own.
import { afterAll, expect, test } from 'vitest';
import { countEveryWay } from '../../src/customers/dashboard/count-inquiries.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { asOwner, cloneDatabase } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { speedOf } from '../support/speed.ts';

const PORTALS = ['re-guide', 'suumo', 'homes'];
const NOVEMBER = {
  from: new Date('2026-11-01T00:00:00+09:00'),
  before: new Date('2026-12-01T00:00:00+09:00'),
};
/** Of the inquiry with this number: minutes until somebody responded, in no order that the numbers have. */
const minutesOf = (nr: number) => (nr % 7 === 0 ? null : (nr * 7_919) % 1_000);

let close = async () => {};
afterAll(() => close());

test('medians are of what is in the group, however groups are made', async () => {
  const server = await cloneDatabase();
  await asOwner(server, (client) =>
    client.query(`ALTER DATABASE ${client.database} SET enable_hashagg = off`),
  );
  const db = await openDatabase(server, openLog('silent'));
  close = () => db.close();
  const { organizationId } = await buildFirm(db);
  const numbers = Array.from({ length: 1_000 }, (_, nr) => nr);
  await asOwner(server, (client) =>
    client.query(
      `INSERT INTO inquiries (id, organization_id, portal, kind, is_repeat, received_at, responded_at, content)
       SELECT gen_random_uuid(), $1, portal, 'appraisal', false, $4::timestamptz, $4::timestamptz + make_interval(mins => minutes), '{}'
       FROM unnest($2::text[], $3::int[]) AS given (portal, minutes)`,
      [organizationId, numbers.map((nr) => PORTALS[nr % 3]), numbers.map(minutesOf), NOVEMBER.from],
    ),
  );
  const { total, portals } = await db.withOrganization(organizationId, (tx) =>
    countEveryWay(tx, organizationId, NOVEMBER, {
      unit: 'day',
      contracts: { statusIds: [], portals: [] },
      people: [],
    }),
  );
  expect(total).toMatchObject(speedOf(numbers.map(minutesOf)));
  expect(portals).toHaveLength(3);
  for (const { portal, ...figures } of portals)
    expect(figures).toMatchObject(speedOf(numbers.filter((nr) => PORTALS[nr % 3] === portal).map(minutesOf)));
});
