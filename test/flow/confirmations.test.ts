// Mails that ask to confirm an inbox address, through the doors: shown with the connection whatever its state, followed by
// nobody but people, filed away by nothing.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';
import { compose } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const sample = (name: string) =>
  readFileSync(new URL(`../../src/reading/rules/confirmation-samples/${name}.eml`, import.meta.url));
const box = (localPart: string) => [`${localPart}@inbox.localhost`];
const shown = async (connectionId: string) =>
  (await program.get(`/connections/${connectionId}/confirmations`)).items;
const inReview = async (mailId: string) =>
  (await program.get('/mails?review=true&limit=100')).items.some(({ id }: { id: string }) => id === mailId);
async function connectionIn(state: 'draft' | 'active' | 'paused' | 'deleted') {
  const isDeleted = state === 'deleted';
  const made = await buildConnection(program.db, program.firm.organizationId, {
    state: isDeleted ? 'active' : state,
    name: `確認 ${newId()}`,
  });
  if (isDeleted) expect((await owner('DELETE', `/connections/${made.connectionId}`)).status).toBe(204);
  return made;
}

test.each(['draft', 'active', 'paused', 'deleted'] as const)(
  'on a connection that is %s it is shown with link, host and code until somebody has dealt with it',
  async (state) => {
    const { connectionId, localPart } = await connectionIn(state);
    await program.sendMail(sample('gmail-ja'), box(localPart));
    await program.settled();
    const [item, ...others] = await shown(connectionId);
    expect(others).toEqual([]);
    expect(item).toMatchObject({
      sender: 'Gmail チーム <forwarding-noreply@google.com>',
      subject: expect.stringContaining('Gmail の転送の確認'),
      link: expect.stringMatching(/^https:\/\/mail-settings\.google\.com\/mail\/vf-/),
      linkHost: 'mail-settings.google.com',
      code: '482913705',
      settledAt: null,
    });
    const count = async () => (await program.get(`/connections/${connectionId}`)).confirmationCount;
    expect(await count()).toBe(1);

    expect((await owner('POST', `/confirmations/${item.mailId}/settle`)).status).toBe(204);
    expect((await owner('POST', `/confirmations/${item.mailId}/settle`)).status).toBe(204);
    expect(await shown(connectionId)).toMatchObject([{ settledAt: expect.any(String) }]);
    expect(await count()).toBe(0);
    expect(await inReview(item.mailId)).toBe(false);
  },
);

test('the portal’s own, read as no inquiry, is shown too; an acknowledgement that asks nothing is not', async () => {
  const { connectionId, localPart } = await connectionIn('active');
  for (const name of ['portal-link', 'portal-code', 'not-changed', 'not-maintenance'])
    await program.sendMail(sample(name), box(localPart));
  await program.settled();
  expect(await shown(connectionId)).toMatchObject([
    { link: null, linkHost: null, code: '482913' },
    { linkHost: 'www.re-guide.jp', code: null },
  ]);
});

test('one in 要確認 is settled from either side', async () => {
  const { connectionId, localPart } = await connectionIn('active');
  await program.sendMail(sample('registration'), box(localPart));
  await program.settled();
  const [item] = await shown(connectionId);
  expect(await inReview(item.mailId)).toBe(true);
  expect((await owner('POST', `/mails/${item.mailId}/settle`)).status).toBe(204);
  expect(await shown(connectionId)).toMatchObject([{ settledAt: expect.any(String) }]);
});

test('kept aside, settled and taken in later: it comes neither back nor into 要確認', async () => {
  const { connectionId, localPart } = await connectionIn('paused');
  await program.sendMail(sample('registration'), box(localPart));
  await program.sendMail(sample('html-button'), box(localPart));
  await program.settled();
  const [open, done] = await shown(connectionId);
  await owner('POST', `/confirmations/${done.mailId}/settle`);
  expect((await owner('POST', `/connections/${connectionId}/resume`, { takeIn: true })).status).toBe(200);
  await program.settled();
  await expect.poll(async () => (await program.get(`/mails/${done.mailId}`)).state).toBe('read');
  expect(await shown(connectionId)).toMatchObject([
    { mailId: open.mailId, settledAt: null },
    { mailId: done.mailId, settledAt: expect.any(String) },
  ]);
  expect(await inReview(done.mailId)).toBe(false);
  expect(await inReview(open.mailId)).toBe(true);
});

test('its link is never fetched by us', async () => {
  let asked = 0;
  const site = createServer((_, answer) => {
    asked++;
    answer.end();
  });
  await new Promise<void>((open) => site.listen(0, '127.0.0.1', open));
  const { port } = site.address() as AddressInfo;
  const { connectionId, localPart } = await connectionIn('active');
  const link = `http://127.0.0.1:${port}/confirm?token=abc`;
  const lines = ['メールアドレスの確認のため、下記URLをクリックしてください。', link];
  await program.sendMail(
    compose('c@x', 'メールアドレスの確認', lines, 'a@portal.example.com'),
    box(localPart),
  );
  await program.settled();
  const [item] = await shown(connectionId);
  expect(item).toMatchObject({ link, linkHost: `127.0.0.1:${port}` });
  await program.get(`/mails/${item.mailId}/text`);
  await owner('POST', `/confirmations/${item.mailId}/settle`);
  expect(asked).toBe(0);
  await new Promise((closed) => site.close(closed));
});

test('an inquiry is none, whatever it says', async () => {
  const { connectionId, localPart } = await connectionIn('active');
  const lines = [
    '査定依頼がありました。メールアドレスの確認のため、下記URLをクリックしてください。',
    'https://www.re-guide.jp/confirm?token=abc',
    '査定番号：C1',
    '依頼日時：2026/11/20 14:03:22',
    '物件種別：土地',
    'お名前：山田　太郎',
    '電話番号：090-0000-4321',
    '認証コード：123456',
  ];
  await program.sendMail(compose('i@x', '査定依頼のお知らせ', lines), box(localPart));
  await program.settled();
  expect((await program.get(`/inquiries?connectionId=${connectionId}`)).items).toHaveLength(1);
  expect(await shown(connectionId)).toEqual([]);
});

test('who may not set up sees it and cannot settle it; another organization sees nothing', async () => {
  const { connectionId, localPart } = await connectionIn('active');
  await program.sendMail(sample('gmail-en'), box(localPart));
  await program.settled();
  const { email } = program.firm.salesperson;
  const member = await signIn(program, { email, password: program.owner.password });
  const { data } = await member('GET', `/connections/${connectionId}/confirmations`);
  const [{ mailId }] = data.items;
  expect((await member('POST', `/confirmations/${mailId}/settle`)).status).toBe(403);

  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  const stranger = await signIn(program, { email: theirs.owner.email, password: program.owner.password });
  expect((await stranger('GET', `/connections/${connectionId}/confirmations`)).status).toBe(404);
  expect((await stranger('POST', `/confirmations/${mailId}/settle`)).status).toBe(404);
  expect((await owner('POST', `/confirmations/${newId()}/settle`)).status).toBe(404);
});
