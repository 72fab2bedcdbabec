// What is held back for somebody, while several write of it at the same moment: it goes when the first of it is due, and nobody waits for
// somebody who waits for them.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { RELEASE_HELD } from '../../src/notify/index.ts';
import { type Lease, lockJob } from '../../src/platform/jobs.ts';
import { awayFromFullHour } from '../support/clock.ts';
import { connectAsOwner } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { notifyHandlers } from '../support/notify-handlers.ts';
import { type Office, openOffice } from '../support/office.ts';

let at: Office;
beforeAll(async () => {
  at = await openOffice();
});
afterAll(() => at.close());
beforeEach(() => at.clear());

const HOURLY = { mail: true, push: true, pace: 'hourly', quiet: null };
const hear = (pace: string) => at.sato('PUT', '/me/notices', { own: { ...HOURLY, pace } });
const mailed = () => at.sink.to(at.program.firm.salesperson.email);
let count = 0;
/** An inquiry that is 佐藤's, as far as it comes by itself. */
const send = () => {
  count += 1;
  const number = `RG-H-${count}`;
  const phone = `090-0000-${5000 + count}`;
  return at.program.sendMail(
    composeInquiry({ number, name: `保留　${count}号`, phone, messageId: `h${count}@re-guide.jp` }),
  );
};
const held = () => at.sql("SELECT due_at FROM outgoing_mails WHERE state = 'held' ORDER BY id");
/** Until so many wait for what others hold. */
const waiting = (many: number) =>
  expect
    .poll(
      () =>
        at.sql(
          "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        ),
      { timeout: 10_000 },
    )
    .toHaveLength(many);

test('brought forward while more is held back: it goes when the sooner of both is due', async () => {
  await awayFromFullHour();
  await hear('hourly');
  await send();
  await expect.poll(held, { timeout: 10_000 }).toHaveLength(1);
  const client = await connectAsOwner(at.program.server);
  await client.query('BEGIN');
  await client.query("SELECT 1 FROM jobs WHERE kind = 'release-held' FOR UPDATE");
  const changed = hear('at-once');
  await waiting(1);
  // Who reads what is held back now does not see that it was brought forward.
  await send();
  await waiting(2);
  await client.query('COMMIT');
  await client.end();
  expect((await changed).status).toBe(200);
  await expect.poll(mailed, { timeout: 10_000 }).not.toEqual([]);
  await at.release();
});

test('preferences that change while it is let go: both come through', async () => {
  await awayFromFullHour();
  await hear('hourly');
  for (let nr = 0; nr < 2; nr += 1) await send();
  await expect.poll(held, { timeout: 10_000 }).toHaveLength(2);
  await at.sql("UPDATE outgoing_mails SET due_at = now() WHERE state = 'held'");
  const { organizationId } = at.program.firm;
  const job = { organizationId, kind: RELEASE_HELD, subjectId: at.satoId() };
  let changed: ReturnType<typeof hear> | undefined;
  /** It holds its job, as every lease does, and comes to its work when the change is on its way. */
  const settle: Lease['settle'] = (work) =>
    at.program.db.withOrganization(organizationId, async (tx) => {
      await lockJob(tx, job);
      changed = hear('at-once');
      await waiting(1);
      await work(tx, new Date());
    });
  const lease = { settle } as unknown as Lease;
  const leased = { ...job, id: '', payload: {}, attempts: 1, lost: 0, died: 0 };
  await notifyHandlers(at.program)[RELEASE_HELD]?.run(leased, lease);
  expect((await changed)?.status).toBe(200);
  await at.quiet();
  expect(mailed().map(({ subject }) => subject)).toEqual(['【Digima】反響のお知らせ（2件）']);
});
