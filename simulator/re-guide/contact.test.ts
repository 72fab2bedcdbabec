// 「メールアドレスのご変更」 as the guide walks it: from the login to an address that gets mails, and its limits.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { decodeMail } from '../../src/reading/mime/index.ts';
import { findConfirmation } from '../../src/reading/rules/confirmation.ts';
import { visitor } from '../../test/support/visitor.ts';
import { openMailer } from '../mailer.ts';
import { type Sink, startSink } from '../sink/start.ts';
import { type ReGuideSite, startReGuideSite } from './start.ts';

const INBOX = 'abcdefghijklmnopqrstuvwxyz@inbox.localhost';
let sink: Sink;
let site: ReGuideSite;
let mailer: ReturnType<typeof openMailer>;
let userId = '';
let members = 0;
let now = new Date('2026-11-20T10:00:00+09:00');
beforeAll(async () => {
  sink = await startSink({ decode: decodeMail });
  mailer = openMailer(() => sink.smtp);
  site = await startReGuideSite({ mailer, clock: () => now });
});
afterAll(async () => {
  await site.stop();
  mailer.close();
  await sink.stop();
});
beforeEach(() => {
  Object.assign(site.settings, { charset: 'Shift_JIS', approvalSeconds: null, confirmation: 'none' });
  userId = `mihon${++members}`;
  site.open({ userId, password: 'secret', addresses: ['info@mihon.example.jp'] });
});

async function signedIn() {
  const person = visitor(site.url);
  await person.get('/login');
  await person.submit({ login_id: userId, password: 'secret' });
  return person;
}

const about = { firm: '株式会社みほん不動産 本店', person: '髙橋 花子', phone: '03-0000-1111' };
const registered = () => site.accounts.get(userId)?.addresses;

async function applyFor(email: string, more: Record<string, string> = {}) {
  const person = await signedIn();
  await person.get('/member/contact/address');
  return person.submit({ kind: 'add', email, ...about, ...more });
}

test.each(['Shift_JIS', 'UTF-8'] as const)(
  'the guide’s links and labels lead from the home to the receipt, in %s',
  async (charset) => {
    site.settings.charset = charset;
    const person = await signedIn();
    const home = await person.get('/member/');
    expect(home.html).toContain('<a href="/member/contact">RE-Guide(リガイド)運営事務局へのお問い合わせ</a>');
    const menu = await person.get('/member/contact');
    expect(menu.html).toContain('<a href="/member/contact/address">メールアドレスのご変更</a>');
    const form = await person.get('/member/contact/address');
    expect(form.html).toContain('ご変更(差し替え・追加)をご希望されるメールアドレス');
    expect(form.html).toContain('<button type="submit">お問い合わせ</button>');
    const receipt = await person.submit({ kind: 'add', email: INBOX, ...about });
    expect(receipt.html).toContain('お問い合わせを受け付けました');
    const application = site.applications.at(-1);
    expect(application).toMatchObject({ state: 'open', address: INBOX, applicant: about });
    expect(registered()).toEqual(['info@mihon.example.jp']);
    site.approve(application?.id ?? 0);
    expect(registered()).toEqual(['info@mihon.example.jp', INBOX]);
    expect((await person.get('/member/contact')).html).toContain('登録が完了しました');
  },
);

test('a fourth address is refused until one is replaced', async () => {
  const three = ['a@mihon.example.jp', 'b@mihon.example.jp', 'c@mihon.example.jp'];
  site.open({ userId, password: 'secret', addresses: three });
  const refused = await applyFor(INBOX);
  expect(refused.html).toContain('通知先に設定できるメールアドレスは3つまでです');
  expect(refused.html).toContain(`value="${INBOX}"`);
  expect((await applyFor(INBOX, { kind: 'replace' })).html).toContain('差し替えるメールアドレスを選んで');
  site.settings.approvalSeconds = 0;
  await applyFor(INBOX, { kind: 'replace', replaces: 'b@mihon.example.jp' });
  expect(registered()).toEqual(['a@mihon.example.jp', 'c@mihon.example.jp', INBOX]);
});

test('applications that wait count too; what is empty, wrong or known already is said', async () => {
  await applyFor('a@mihon.example.jp');
  await applyFor('b@mihon.example.jp');
  expect((await applyFor('c@mihon.example.jp')).html).toContain('3つまで');
  expect((await applyFor('info@mihon.example.jp')).html).toContain('すでに設定されています');
  expect((await applyFor('x@y z')).html).toContain('形式が正しくありません');
  const empty = await applyFor('', { firm: '', person: ' ', phone: '' });
  for (const words of ['ご希望されるメールアドレスを', '会社名を', 'ご担当者名を', '電話番号を'])
    expect(empty.html).toContain(`${words}入力してください`);
});

test('the staff approves after the delay that was set, and not before', async () => {
  site.settings.approvalSeconds = 60;
  await applyFor(INBOX);
  now = new Date(now.getTime() + 59_000);
  await (await signedIn()).get('/staff');
  expect(registered()).not.toContain(INBOX);
  now = new Date(now.getTime() + 2_000);
  await expect.poll(registered).toContain(INBOX);
});

test('a confirmation mail with a link: only who opens it is registered', async () => {
  site.settings.confirmation = 'link';
  await applyFor(INBOX);
  site.approve(site.applications.at(-1)?.id ?? 0);
  const mail = await sink.waitFor(({ subject, to }) => /ご確認のお願い/.test(subject) && to[0] === INBOX);
  expect(registered()).not.toContain(INBOX);
  const link = /http:\/\/\S+\/confirm\/\w+/.exec(mail.text)?.[0] ?? '';
  expect(findConfirmation(decodeMail(mail.raw))).toMatchObject({ link, code: null });
  expect((await fetch(`${link}x`)).status).toBe(404);
  expect((await fetch(link)).status).toBe(200);
  expect(registered()).toContain(INBOX);
});

test('word that an address is registered asks for nothing', async () => {
  site.settings.confirmation = 'told';
  await applyFor(INBOX);
  site.approve(site.applications.at(-1)?.id ?? 0);
  const mail = await sink.waitFor(({ subject }) => /ご変更を承りました/.test(subject));
  expect(mail.text).toContain(`2) ${INBOX}`);
  expect(findConfirmation(decodeMail(mail.raw))).toBeNull();
});

test('on the staff’s page an application is approved, refused, or answered by phone first', async () => {
  await applyFor('a@mihon.example.jp');
  const { id } = site.applications.at(-1) ?? { id: 0 };
  const staff = visitor(site.url);
  expect((await staff.get('/staff')).html).toContain('a@mihon.example.jp');
  await staff.post(`/staff/applications/${id}/phone`, {});
  expect((await (await signedIn()).get('/member/contact')).html).toContain('確認のお電話');
  await staff.post(`/staff/applications/${id}/approve`, {});
  expect(registered()).toContain('a@mihon.example.jp');
  const foreign = { method: 'POST', body: 'x=1', headers: { origin: 'https://evil.example.com' } };
  const headers = { ...foreign.headers, 'content-type': 'application/x-www-form-urlencoded' };
  expect((await fetch(`${site.staffUrl}/switch`, { ...foreign, headers })).status).toBe(403);
});
