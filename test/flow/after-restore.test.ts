// After a restore the program goes on without doing twice what the lost one may have done: notices, and portal passwords.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { openMailStore } from '../../src/intake/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { restore } from '../../src/program/restore.ts';
import { takeInto } from '../support/backups.ts';
import { asOwner, emptyDatabase, urlOf } from '../support/database.ts';
import { composeInquiry } from '../support/mails.ts';
import { attemptsOf, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

const account = { userId: 'mihon-restored', password: 'ひみつ right' };
const log = openLog('silent');
const SECRET_KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const settings = (url: string, secretKeys: string) => ({ databaseUrl: url, dataDir: '/nowhere', secretKeys });
const request = (number: string, name: string, phone: string) => composeInquiry({ number, name, phone });

let site: ReGuideSite;
let sink: Sink;
let lost: TestProgram;
let backup: Awaited<ReturnType<typeof takeInto>>;
let program: TestProgram;
let owner: Session;
let restored: Awaited<ReturnType<typeof restore>>;

const customers = async () =>
  (await program.get('/customers')).items.map(({ name }: { name: string }) => name).sort();
const notices = () => sink.to(program.firm.salesperson.email);
const outgoing = async () => (await owner('GET', '/outgoing-mails')).data.items;
const held = async () => (await outgoing()).filter(({ kind }: { kind: string }) => kind === 'inquiry-notice');
const login = async () => (await program.get(`/connections/${program.firm.connectionId}`)).login;

beforeAll(async () => {
  [site, sink] = await Promise.all([startReGuideSite(), openSink()]);
  site.open(account);
  const allowed = { OUTBOUND_ALLOW: new URL(site.url).host };
  lost = await startTestProgram(undefined, allowed); // without a relay: what it has to say waits
  await setReGuideLogin(lost.server, { url: site.loginUrl });
  const there = await signIn(lost, lost.owner);
  await there('PUT', `/connections/${lost.firm.connectionId}/login`, account);
  await until(
    async () => (await lost.get(`/connections/${lost.firm.connectionId}`)).login.state === 'verified',
  );
  await lost.sendMail(request('RG-R-1', '山田　太郎', '090-0000-2001'));
  await until(async () => (await there('GET', '/outgoing-mails')).data.items.length === 1);
  await lost.stop();
  // One more is stored, and nobody reads it any more.
  const db = await openDatabase(lost.server, log);
  await openMailStore(db)({
    raw: Buffer.from(request('RG-R-2', '鈴木　花子', '090-0000-2002')),
    receivedAt: new Date(),
    envelopeFrom: 'noreply@re-guide.jp',
    recipients: [{ address: `${lost.firm.localPart}@inbox.localhost`, inboxId: await inboxOf(lost) }],
    clientAddress: '127.0.0.1',
    clientName: 'client',
    tls: null,
  });
  await db.close();
  await asOwner(lost.server, (client) =>
    client.query(
      "UPDATE mails SET lease_until = now() + interval '1 h', lease_token = $1, attempts = 1 WHERE state = 'waiting'",
      [randomUUID()],
    ),
  );
  backup = await takeInto(lost.server);
  const target = await emptyDatabase();
  restored = await restore(settings(urlOf(target), SECRET_KEYS), log, backup, {
    withoutSecrets: false,
    onTable: () => {},
  });
  program = await startTestProgram(
    { server: target, firm: lost.firm, port: 0 },
    { ...allowed, SMTP_URL: sink.url },
  );
  owner = await signIn(program, program.owner);
});
afterAll(async () => {
  await program.stop();
  await Promise.all([site.stop(), sink.close()]);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
const inboxOf = async ({ server }: TestProgram) =>
  (await asOwner(server, (client) => client.query('SELECT id FROM inboxes'))).rows[0].id as string;

test('what waited is read at once, and its customers are there beside the others', async () => {
  expect(restored).toEqual({ heldMails: 1, heldLogins: 1, lostLogins: 0, isAnalyzed: true });
  await expect.poll(customers).toEqual(['山田　太郎', '鈴木　花子']);
});

test('no notice of what came before the restore leaves by itself: both are shown, with 再送, which sends one', async () => {
  await expect.poll(async () => (await held()).length).toBe(2);
  for (const mail of await held())
    expect(mail).toMatchObject({ state: 'unknown', error: { code: 'restored' }, canResend: true });
  // A mail that comes now is told, after all that could have been.
  await program.sendMail(request('RG-R-3', '田中　一郎', '090-0000-2003'));
  await expect.poll(() => notices().length).toBe(1);
  expect(notices()[0]?.text).toContain('RG-R-3');
  const [first] = await held();
  const wanted = (await held()).find(({ state }: { state: string }) => state === 'unknown') ?? first;
  expect((await owner('POST', `/outgoing-mails/${wanted.id}/resend`)).status).toBe(201);
  await expect.poll(() => notices().length).toBe(2);
  expect(notices()[1]?.text).toMatch(/RG-R-[12]/);
});

test('no machine sends the portal’s password again: who is in charge is told, and a person has it checked', async () => {
  expect(site.attempts).toHaveLength(1);
  await expect.poll(async () => (await login()).state).toBe('failed');
  expect(await login()).toMatchObject({ outcome: 'interrupted' });
  await expect
    .poll(() => sink.mails.filter(({ subject }) => subject.includes('との連携が失敗')).length)
    .toBe(1);
  expect(site.attempts).toHaveLength(1);
  const path = `/connections/${program.firm.connectionId}/login/check`;
  const refused = await owner('POST', path, {});
  expect(refused.status).toBe(409);
  await owner('POST', path, { warned: refused.data.data });
  await expect.poll(async () => (await login()).state).toBe('verified');
  expect(site.attempts).toHaveLength(2);
  const attempts = await attemptsOf(program.server, program.firm.connectionId);
  expect(attempts.map(({ trigger }) => trigger)).toEqual(['set-up', 'restore', 'person']);
});

test('nobody is signed in any more', async () => {
  expect(backup.manifest.leftOut).toContain('session');
  const { rows } = await asOwner(program.server, (client) => client.query('SELECT FROM session'));
  expect(rows).toHaveLength(1); // of this test
});

test('without its key, or with another one of its name, nothing is restored; --without-secrets leaves the logins out', async () => {
  const target = await emptyDatabase();
  const parts = { withoutSecrets: false, onTable: () => {} };
  for (const keys of [
    `k1:${Buffer.alloc(32, 8).toString('base64')}`,
    `k2:${Buffer.alloc(32, 7).toString('base64')}`,
  ])
    await expect(restore(settings(urlOf(target), keys), log, backup, parts)).rejects.toThrow(
      /^The key k1 that sealed the portal logins in this backup is not given, or is another one: give it in SECRET_KEYS/,
    );
  const others = `k2:${Buffer.alloc(32, 9).toString('base64')}`;
  expect(
    await restore(settings(urlOf(target), others), log, backup, { ...parts, withoutSecrets: true }),
  ).toMatchObject({ heldLogins: 0, lostLogins: 1 });
  const again = await startTestProgram({
    server: target,
    firm: lost.firm,
    port: 0,
    secretKeys: [{ id: 'k2', bytes: Buffer.alloc(32, 9) }],
  });
  expect((await again.get(`/connections/${lost.firm.connectionId}`)).login.state).toBe('none');
  expect((await again.get('/customers')).items.length).toBeGreaterThanOrEqual(1);
  await again.stop();
});
