// Open pages hear of changes, whichever process they hang on, and miss nothing when a connection breaks.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildFirm } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { openPage } from '../support/open-page.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let one: TestProgram;
let two: TestProgram;
beforeAll(async () => {
  one = await startTestProgram();
  two = await startTestProgram({ server: one.server, firm: one.firm, port: 0 });
});
afterAll(async () => {
  await two.stop();
  await one.stop();
});

test('a page of every process hears of a mail that came to one, within a second', async () => {
  // The first mail of two programs that were just started is slower: that is not what is promised.
  await one.sendMail(composeInquiry({ number: 'L0', phone: '090-0000-0010' }));
  await one.settled();
  const pages = await Promise.all([openPage(one), openPage(one), openPage(two)]);
  expect(await Promise.all(pages.map((p) => p.next()))).toEqual(['ready', 'ready', 'ready']);
  const sent = performance.now();
  await one.sendMail(composeInquiry({ number: 'L1' }));
  expect(await Promise.all(pages.map((p) => p.next()))).toEqual(['changed', 'changed', 'changed']);
  expect(performance.now() - sent).toBeLessThan(1_000);
  await Promise.all(pages.map((p) => p.close()));
});

test('another organization’s pages hear nothing of it', async () => {
  const other = await buildFirm(one.db, '株式会社べつの不動産');
  let heard = 0;
  const off = one.live.subscribe(other.organizationId, () => heard++);
  await one.sendMail(composeInquiry({ number: 'L2', phone: '090-0000-0002' }));
  await one.settled();
  expect(heard).toBe(0);
  off();
});

test('after its signal connection broke, a process tells its pages to look again', async () => {
  const page = await openPage(two);
  expect(await page.next()).toBe('ready');
  // It listens and, now and then, asks for nothing, to know that it is still there.
  await asOwner(one.server, (db) =>
    db.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND (query LIKE 'LISTEN%' OR query = 'SELECT')",
    ),
  );
  expect(await page.next()).toBe('changed');
  await page.close();
});

test('a change whose signal was lost with its sender is found by looking', async () => {
  const page = await openPage(two);
  expect(await page.next()).toBe('ready');
  // The first look only learns how things are.
  await new Promise<void>((resolve) => {
    const off = two.live.subscribe(one.firm.organizationId, () => {
      off();
      resolve();
    });
    void asOwner(one.server, (db) =>
      db.query(
        `INSERT INTO inquiries (id, organization_id, portal, kind, received_at, content)
         SELECT 'ffffffff-ffff-7fff-bfff-ffffffffffff', $1, 're-guide', 'other', now(), '{}' FROM pg_sleep(6)`,
        [one.firm.organizationId],
      ),
    );
  });
  expect(await page.next()).toBe('changed');
  await page.close();
});

test('a stream ends when its process stops', async () => {
  const three = await startTestProgram({ server: one.server, firm: one.firm, port: 0 });
  const page = await openPage(three);
  expect(await page.next()).toBe('ready');
  await three.stop();
  expect(await page.next()).toBe('closed');
});
