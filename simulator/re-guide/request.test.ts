// Somebody asks for an appraisal: mails by real SMTP that read back to what was said, in every form; pages likewise.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Portal } from '../../src/portal-kit/define-portal.ts';
import type { Inquiry } from '../../src/portal-kit/model.ts';
import { SIM_CHARSETS } from '../../src/portal-kit/sim/raw-mail.ts';
import { loadPortals } from '../../src/portals/load.ts';
import { simLayouts } from '../../src/portals/re-guide/sim.ts';
import { readPage } from '../../src/reading/index.ts';
import { decodeMail } from '../../src/reading/mime/index.ts';
import { readMail } from '../../src/reading/read-mail.ts';
import { visitor } from '../../test/support/visitor.ts';
import { openMailer } from '../mailer.ts';
import { type Sink, startSink } from '../sink/start.ts';
import { mailShapes } from './model.ts';
import { type ReGuideSite, startReGuideSite } from './start.ts';

const portals = await loadPortals();
const ADDRESSES = ['info@mihon.example.jp', 'abcdefghijklmnopqrstuvwxyz@inbox.localhost'];
let sinks: Sink[];
let site: ReGuideSite;
let mailer: ReturnType<typeof openMailer>;
beforeAll(async () => {
  sinks = await Promise.all([startSink({ decode: decodeMail }), startSink({ decode: decodeMail })]);
  const [others, product] = sinks as [Sink, Sink];
  mailer = openMailer((domain) => (domain === 'inbox.localhost' ? product.smtp : others.smtp));
  site = await startReGuideSite({
    mailer,
    accounts: [
      { userId: 'mihon', password: 'secret', addresses: ADDRESSES },
      { userId: 'other', password: 'secret', firm: '有限会社べつ', addresses: ['other@betsu.example.jp'] },
    ],
  });
});
afterAll(async () => {
  await site.stop();
  mailer.close();
  for (const sink of sinks) await sink.stop();
});

const FILLED = {
  type: '分譲マンション',
  propertyAddress: '東京都世田谷区桜丘99丁目9番9号',
  building: '常盤第①マンション',
  room: '502',
  exclusiveArea: '56.55',
  layout: '2LDK',
  year: '1998',
  occupancy: '居住中',
  method: '机上査定',
  reason: '相続',
  timing: '半年以内',
  name: '髙橋　美咲',
  kana: 'タカハシ　ミサキ',
  age: '47',
  postalCode: '154-0001',
  address: '東京都世田谷区池尻9丁目9番9号',
  phone: '090-0000-1234',
  email: 'misaki@mail.example.jp',
  contactTime: '18時以降',
  message: '住宅ローンが残っています。\n残債：約1,200万円　金利：0.625%\n買い替えも検討しています。',
};

/** Fills in the public form; resolves with the request's id. */
async function ask(fields: Record<string, string> = {}): Promise<string> {
  const owner = visitor(site.url);
  await owner.get('/satei');
  const thanks = await owner.submit({ ...FILLED, firm: 'mihon', ...fields });
  await site.settled();
  return thanks.path.split('/').at(-1) ?? '';
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value).replace(/[〜～]/g, '~'));
const truthOf = (id: string) => plain(site.requests.get(id)?.truth) as Inquiry;

test('the form, as mail in every layout, charset and shape, reads back to what was said', async () => {
  for (const [n, layout] of simLayouts.entries()) {
    for (const [m, charset] of SIM_CHARSETS.entries()) {
      const shape = mailShapes[(n + m) % mailShapes.length] ?? 'plain';
      site.settings.mail = { what: 'full', layout, charset, shape };
      const id = await ask();
      for (const [at, sink] of sinks.entries()) {
        const mail = sink.mails().at(-1);
        expect(mail?.to).toEqual([ADDRESSES[at]]);
        const read = readMail(decodeMail(mail?.raw ?? Buffer.alloc(0)), portals);
        const { inquiry, ...result } = { inquiry: null, ...read };
        const about = { layout, charset, shape };
        expect({ about, ...result }).toMatchObject({ about, outcome: 'inquiry', portal: 're-guide' });
        const { firm, branch } = site.accounts.get('mihon') ?? {};
        const said = { ...truthOf(id), addressee: `${firm}　${branch}` };
        expect({ about, inquiry: plain(inquiry) }).toEqual({ about, inquiry: said });
      }
    }
  }
});

test('as a notice it says its number and its page alone; the page says the rest', async () => {
  for (const layout of simLayouts) {
    site.settings.mail = { what: 'notice', layout, charset: 'cycle', shape: 'cycle' };
    const id = await ask();
    const read = readMail(decodeMail(sinks[1]?.mails().at(-1)?.raw ?? Buffer.alloc(0)), portals);
    const { requestNumber, requestedAt, detailUrl } = truthOf(id);
    expect({ layout, ...read }).toMatchObject({
      layout,
      outcome: 'notice',
      inquiry: { requestNumber, requestedAt, detailUrl, contact: {} },
    });
    expect(detailUrl).toBe(`${site.url}/member/request/${id}`);
  }
});

test('the detail page is for the account it was sent to, after a login that leads back to it', async () => {
  const id = await ask();
  const member = visitor(site.url);
  expect((await member.get(`/member/request/${id}`)).path).toBe('/login');
  const page = await member.submit({ login_id: 'mihon', password: 'secret' });
  expect(page.path).toBe(`/member/request/${id}`);
  expect((await member.get('/member/requests')).html).toContain(`/member/request/${id}`);

  const { detailUrl: _page, ...truth } = truthOf(id);
  const read = readPage({ text: null, html: page.html }, portals[0] as Portal);
  expect(read).toMatchObject({ outcome: 'inquiry' });
  expect(plain('inquiry' in read ? read.inquiry : null)).toEqual(truth);

  const other = visitor(site.url);
  await other.get('/login');
  await other.submit({ login_id: 'other', password: 'secret' });
  expect((await other.get(`/member/request/${id}`)).status).toBe(404);
  expect((await other.get('/member/requests')).html).not.toContain(id);
});

test('an empty form says what is missing and mails nobody', async () => {
  const before = site.requests.size;
  const owner = visitor(site.url);
  await owner.get('/satei');
  const page = await owner.submit({});
  expect(page.status).toBe(422);
  for (const label of ['物件種別', 'お名前', '電話番号', 'メールアドレス'])
    expect(page.html).toContain(`${label}を入力してください`);
  expect(page.html).toContain('会社を選んで');
  expect(site.requests.size).toBe(before);
});

test('a mail that was refused is kept with the answer, and can be sent again', async () => {
  sinks[1]?.refuseWith('451 4.3.0 Try later');
  const id = await ask();
  const mails = () => site.requests.get(id)?.mails.map(({ state, answer }) => [state, answer.slice(0, 3)]);
  expect(mails()?.map(([state]) => state)).toEqual(['sent', 'failed']);
  sinks[1]?.refuseWith(null);
  site.mailAgain(id);
  await site.settled();
  expect(mails()?.slice(2)).toEqual([
    ['sent', '250'],
    ['sent', '250'],
  ]);
});

test('what an earlier run kept goes on: accounts and their locks, requests, numbers', async () => {
  const kept: unknown[] = [];
  const first = await startReGuideSite({ mailer, onChanged: (state) => kept.push(structuredClone(state)) });
  first.open({ userId: 'again', password: 'secret', addresses: ['again@mihon.example.jp'] });
  const { id } = first.request({ kind: 'appraisal', contact: {}, property: {}, request: {}, extras: [] });
  const stranger = visitor(first.url);
  await stranger.get('/login');
  for (let i = 0; i < 5; i++) await stranger.submit({ login_id: 'again', password: 'wrong' });
  await first.stop();
  const second = await startReGuideSite({ mailer, kept: kept.at(-1) as never });
  expect(second.accounts.get('again')?.addresses).toEqual(['again@mihon.example.jp']);
  expect(second.accounts.get('again')?.locks).toBe(1);
  expect(second.requests.get(id)?.mails[0]?.state).toBe('sent');
  expect(second.request(site.requests.values().next().value?.truth as never).id).not.toBe(id);
  await second.stop();
});
