// Notices in the moment in which somebody else holds them: whoever was found stays found, and a login that the portal accepted stays so.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner, countWaiting } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { compose } from '../support/mails.ts';
import { setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

const SOON = { timeout: 15_000, interval: 50 };
let site: ReGuideSite;
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  site = await startReGuideSite();
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host });
  owner = await signIn(program, program.owner);
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});

const inquiry = (id: string) => program.get(`/inquiries/${id}`);
const waiting = (many: number) => expect.poll(() => countWaiting(program.server), SOON).toBe(many);
let numbers = 0;
/** A notice of a connection whose login does not work; with the mail that brought it. */
async function announced(localPart: string) {
  const number = `NR${++numbers}`;
  const lines = [
    '新しい査定依頼が届きました。',
    `査定番号：${number}`,
    `詳細URL：${site.url}/member/request/${number}`,
  ];
  await program.sendMail(compose(`${number}@re-guide.jp`, '査定依頼のお知らせ', lines), [
    `${localPart}@inbox.localhost`,
  ]);
  await program.settled();
  const [{ id, mailIds, completion }] = (await program.get(`/inquiries?requestNumber=${number}`)).items;
  expect(completion).toMatchObject({ state: 'failed', why: 'no-login' });
  return { id: id as string, mailId: mailIds[0] as string };
}
/** Runs `work` while somebody else holds this inquiry. */
const whileHeld = <T>(id: string, work: () => Promise<T>) =>
  asOwner(program.server, async (client) => {
    await client.query('BEGIN');
    await client.query('SELECT FROM inquiries WHERE id = $1 FOR NO KEY UPDATE', [id]);
    const done = await work();
    await client.query('COMMIT');
    return done;
  });

test('a person completes it while its page fails: nothing is said of the page any more', async () => {
  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {});
  const notice = await announced(localPart);
  const registering = await whileHeld(notice.id, async () => {
    const begun = owner('POST', `/mails/${notice.mailId}/customer`, { kind: 'appraisal', name: '手　入力' });
    await waiting(1);
    await asOwner(program.server, (client) =>
      client.query(
        "INSERT INTO jobs (id, organization_id, kind, subject_id) SELECT $1, organization_id, 'complete-notice', $2 FROM connections WHERE id = $3",
        [newId(), notice.id, connectionId],
      ),
    );
    await waiting(2);
    return { begun };
  });
  expect((await registering.begun).status).toBe(201);
  const jobs = () =>
    asOwner(
      program.server,
      async (client) => (await client.query("SELECT FROM jobs WHERE kind = 'complete-notice'")).rows,
    );
  await expect.poll(jobs, SOON).toEqual([]);
  expect(await inquiry(notice.id)).toMatchObject({ customer: { name: '手　入力' }, completion: null });
});

test('a login works again while a person answers several of its notices: both are done', async () => {
  const userId = 'mihon-1';
  const { connectionId, localPart } = await buildConnection(program.db, program.firm.organizationId, {});
  const [first, second] = [await announced(localPart), await announced(localPart)];
  site.open({ userId, password: 'right', addresses: [] });
  const answering = await whileHeld(first.id, async () => {
    const inquiryIds = [first.id, second.id];
    const begun = owner('POST', '/inquiries/changes', { inquiryIds, change: { type: 'respond' } });
    await waiting(1);
    await owner('PUT', `/connections/${connectionId}/login`, { userId, password: 'right' });
    await waiting(2);
    return { begun };
  });
  expect((await answering.begun).status).toBe(200);
  const login = async () => (await program.get(`/connections/${connectionId}`)).login;
  await expect.poll(async () => (await login()).state, SOON).toBe('verified');
  // Read at once, which is no more than one sign-in; there is no such page.
  for (const { id } of [first, second])
    await expect.poll(async () => (await inquiry(id)).completion, SOON).toMatchObject({ why: 'unreadable' });
});
