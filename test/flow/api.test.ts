// The HTTP door: who gets in, lists and their pages, refusals, sign-in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm } from '../support/factories.ts';
import { compose, composeInquiry, composeNotice } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let cookie: string;
beforeAll(async () => {
  program = await startTestProgram();
  // One after the other: mails that wait together are read side by side, and become customers in any order.
  for (let i = 0; i < 5; i++) {
    await program.sendMail(composeInquiry({ number: `P${i}`, phone: `090-0000-000${i}`, name: `顧客 ${i}` }));
    await program.settled();
  }
  await program.sendMail(composeNotice('S1'));
  await program.sendMail(compose('j@x', '読めないメール', ['連絡ください 山本'], 'someone@mail.example.com'));
  await program.settled();
  cookie = await signIn(program.owner.email, program.owner.password);
});
afterAll(() => program.stop());

async function signIn(email: string, password: string): Promise<string> {
  const answer = await fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url },
    body: JSON.stringify({ email, password }),
  });
  return answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
}
const asPerson = (path: string, init: RequestInit = {}) =>
  fetch(`${program.url}/api/v1${path}`, {
    ...init,
    headers: { Cookie: cookie, Origin: program.url, 'Content-Type': 'application/json', ...init.headers },
  });

test('without a key or a session there is a problem, in Japanese, and no data', async () => {
  for (const headers of [
    {},
    { Authorization: 'Bearer dgm_wrong' },
    { Authorization: 'Basic eDp5' },
    { Cookie: 'better-auth.session_token=forged' },
  ]) {
    const answer = await fetch(`${program.url}/api/v1/customers`, { headers });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, detail: expect.stringMatching(/ください/) });
  }
});

test('lists are cut into pages, newest first, without a gap or a repeat', async () => {
  const names: string[] = [];
  let path = '/customers?limit=2';
  for (let pages = 0; pages < 5; pages++) {
    const { items, nextCursor } = await program.get(path);
    names.push(...items.map((c: { name: string }) => c.name));
    if (!nextCursor) break;
    path = `/customers?limit=2&cursor=${nextCursor}`;
  }
  expect(names).toEqual(['顧客 4', '顧客 3', '顧客 2', '顧客 1', '顧客 0']);
});

test('filters find by phone in any spelling, by status, group, assignee and connection', async () => {
  const { firm } = program;
  const names = async (query: string) =>
    (await program.get(query)).items.map(
      (i: { name?: string; requestNumber?: string }) => i.name ?? i.requestNumber,
    );
  expect(await names(`/customers?phone=${encodeURIComponent('０９０（００００）０００３')}`)).toEqual([
    '顧客 3',
  ]);
  expect(await names(`/customers?statusId=${firm.otherStatusId}`)).toEqual([]);
  expect(
    await names(`/customers?groupId=${firm.groupId}&assigneeId=${firm.salesperson.userId}&limit=1`),
  ).toEqual(['顧客 4']);
  expect(await names(`/inquiries?connectionId=${firm.connectionId}&outcome=notice`)).toEqual(['S1']);
  expect((await program.get('/mails?review=true')).items.map((m: { outcome: string }) => m.outcome)).toEqual([
    'unreadable',
    'notice',
  ]);
});

test('a wrong value is refused with the field named; a wrong cursor and a wrong id too', async () => {
  const limit = await program.api('/customers?limit=101');
  expect(limit.status).toBe(422);
  expect(await limit.json()).toMatchObject({ code: 'input-invalid', errors: { limit: expect.any(String) } });
  expect((await program.api('/customers?cursor=zzz')).status).toBe(400);
  expect((await program.api('/customers/not-an-id')).status).toBe(422);
  expect((await program.api('/nothing')).status).toBe(404);
});

test('another organization’s items answer 404, one by one and in every list nothing', async () => {
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  const get = (path: string) =>
    fetch(`${program.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${other.apiKey}` } });
  const [customer] = (await program.get('/customers')).items;
  const [inquiry] = (await program.get('/inquiries')).items;
  const [mail] = (await program.get('/mails')).items;
  for (const path of [
    `/customers/${customer.id}`,
    `/customers/${customer.id}/history`,
    `/inquiries/${inquiry.id}`,
    ...['', '/text', '/raw'].map((p) => `/mails/${mail.id}${p}`),
    `/connections/${program.firm.connectionId}`,
  ])
    expect((await get(path)).status, path).toBe(404);
  for (const list of [
    '/customers',
    '/inquiries',
    '/mails',
    `/inquiries?customerId=${customer.id}`,
    `/mails?connectionId=${program.firm.connectionId}`,
  ])
    expect(((await (await get(list)).json()) as { items: unknown[] }).items, list).toEqual([]);
});

test('a person signs in with mail address and password, is shown, and signs out', async () => {
  expect(await signIn(program.owner.email, 'wrong password!')).toBe('');
  const me = await (await asPerson('/me')).json();
  expect(me).toMatchObject({
    organization: { name: '株式会社みほん不動産' },
    user: { name: '高橋 誠', role: 'owner' },
    shortcomings: ['no-public-url', 'no-inbox-domain', 'no-smtp-url'],
    portals: [{ id: 're-guide', name: 'リガイド' }],
  });
  const gone = await signIn(program.owner.email, program.owner.password);
  await fetch(`${program.url}/api/auth/sign-out`, {
    method: 'POST',
    headers: { Cookie: gone, Origin: program.url, 'Content-Type': 'application/json' },
    body: '{}',
  });
  expect((await fetch(`${program.url}/api/v1/me`, { headers: { Cookie: gone } })).status).toBe(401);
});

test('nobody can make themselves an account or an organization', async () => {
  const post = (path: string, body: object) =>
    fetch(`${program.url}/api/auth${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: program.url, Cookie: cookie },
      body: JSON.stringify(body),
    });
  expect(
    (await post('/sign-up/email', { email: 'x@example.jp', password: 'long enough 1', name: 'x' })).status,
  ).toBe(404);
  expect((await post('/organization/create', { name: 'x', slug: 'x' })).status).toBe(404);
});

test('the original is given as text and as the bytes that came', async () => {
  const [inquiry] = (await program.get('/inquiries?requestNumber=P3')).items;
  const text = await program.get(`/mails/${inquiry.mailIds[0]}/text`);
  expect(text).toMatchObject({
    subject: '【リガイド】査定依頼のお知らせ',
    isCut: false,
    deliveries: [{ envelopeFrom: 'noreply@re-guide.jp' }],
  });
  expect(text.text).toContain('お名前：顧客 3');
  const raw = await program.api(`/mails/${inquiry.mailIds[0]}/raw`);
  expect(raw.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(await raw.text()).toBe(composeInquiry({ number: 'P3', phone: '090-0000-0003', name: '顧客 3' }));
});

test('a person turns an unreadable mail into a customer, once; a program may not', async () => {
  const [mail] = (await program.get('/mails?outcome=unreadable')).items;
  const entry = { kind: 'other', name: '山本　次郎', phone: '090-0000-7777' };
  const init = { method: 'POST', body: JSON.stringify(entry) };
  expect(
    (
      await program.api(`/mails/${mail.id}/customer`, {
        ...init,
        headers: { 'Content-Type': 'application/json' },
      })
    ).status,
  ).toBe(401);
  expect(
    (
      await asPerson(`/mails/${mail.id}/customer`, {
        ...init,
        headers: { Origin: 'https://evil.example.com' },
      })
    ).status,
  ).toBe(403);
  const empty = await asPerson(`/mails/${mail.id}/customer`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'other', name: '　' }),
  });
  expect(empty.status).toBe(422);
  expect(await empty.json()).toMatchObject({ errors: { name: expect.stringContaining('いずれか') } });

  const both = await Promise.all([
    asPerson(`/mails/${mail.id}/customer`, init),
    asPerson(`/mails/${mail.id}/customer`, init),
  ]);
  expect(both.map((r) => r.status).sort()).toEqual([201, 409]);
  const made = (await both.find((r) => r.status === 201)?.json()) as { customerId: string };
  expect(await program.get(`/customers/${made.customerId}`)).toMatchObject({
    name: '山本　次郎',
    phones: ['+819000007777'],
    assignee: { name: '佐藤 健一' },
  });
  const { items } = await program.get(`/customers/${made.customerId}/history`);
  expect(items[0].actor).toEqual({ type: 'user', name: '高橋 誠' });
  expect((await program.get('/mails?review=true&outcome=unreadable')).items).toEqual([]);
});

test('a notice’s stub is completed by hand under its own number', async () => {
  const [mail] = (await program.get('/mails?review=true&outcome=notice')).items;
  const done = await asPerson(`/mails/${mail.id}/customer`, {
    method: 'POST',
    body: JSON.stringify({ kind: 'appraisal', name: '知らせ 太郎', email: 's1@mail.example.jp' }),
  });
  expect(done.status).toBe(201);
  expect((await program.get('/inquiries?requestNumber=S1')).items).toMatchObject([
    { outcome: 'inquiry', customer: { name: '知らせ 太郎' } },
  ]);
});

test('a mail that needs nothing is settled, and stays listed', async () => {
  await program.sendMail(compose('k@x', '広告', ['お得です'], 'ad@shop.example.com'));
  await program.settled();
  const [mail] = (await program.get('/mails?review=true')).items;
  expect((await asPerson(`/mails/${mail.id}/settle`, { method: 'POST' })).status).toBe(204);
  expect((await asPerson(`/mails/${mail.id}/settle`, { method: 'POST' })).status).toBe(409);
  expect((await program.get('/mails?review=true')).items).toEqual([]);
  expect((await program.get(`/mails/${mail.id}`)).reviewedAt).not.toBeNull();
});

const enter = (mailId: string, entry: object) =>
  asPerson(`/mails/${mailId}/customer`, { method: 'POST', body: JSON.stringify(entry) });
const onlyMail = async (query: string) => {
  const { items } = await program.get(`/mails?${query}`);
  expect(items).toHaveLength(1);
  return items[0];
};

test('a corrected kind completes the notice’s stub all the same; the full mail is then linked to it', async () => {
  await program.sendMail(composeNotice('S2'));
  await program.settled();
  const { id } = await onlyMail('review=true');
  const entry = { kind: 'visit', name: '直し 花子', phone: '090-0000-8001' };
  expect((await enter(id, entry)).status).toBe(201);
  await program.sendMail(composeInquiry({ number: 'S2', name: '直し 花子', phone: '090-0000-8001' }));
  await program.settled();
  expect((await program.get('/inquiries?requestNumber=S2')).items).toMatchObject([
    { kind: 'visit', customer: { name: '直し 花子' }, mailIds: [id, expect.any(String)] },
  ]);
});

test('a notice without a number: its stub is completed by hand', async () => {
  await program.sendMail(composeNotice('S3').replace('査定番号：S3\r\n', ''));
  await program.settled();
  const { id } = await onlyMail('review=true');
  const made = await enter(id, { kind: 'appraisal', name: '無番 一郎', phone: '090-0000-8002' });
  expect(made.status).toBe(201);
  const { inquiryId } = (await made.json()) as { inquiryId: string };
  expect((await program.get(`/inquiries?mailId=${id}`)).items).toMatchObject([
    { id: inquiryId, mailIds: [id], customer: { name: '無番 一郎' } },
  ]);
  expect((await program.get('/inquiries?outcome=notice')).items).toEqual([]);
});

test('what is not in 要確認 is neither settled nor taken in: a mail that was read, or waits to be', async () => {
  const [inquiry] = (await program.get('/inquiries?requestNumber=P1')).items;
  const [read] = inquiry.mailIds;
  const count = async () => (await program.get('/inquiries?limit=100')).items.length;
  const before = await count();
  const refused = async (id: string) => {
    expect((await enter(id, { kind: 'other', name: '二重 太郎' })).status).toBe(409);
    expect((await asPerson(`/mails/${id}/settle`, { method: 'POST' })).status).toBe(409);
    expect((await program.get(`/mails/${id}`)).reviewedAt).toBeNull();
  };
  await refused(read);
  const paused = await buildConnection(program.db, program.firm.organizationId, {
    name: '停止中',
    state: 'paused',
  });
  await program.sendMail(composeNotice('S4'), [`${paused.localPart}@inbox.localhost`]);
  await program.settled();
  const aside = await onlyMail('state=aside');
  await refused(aside.id);
  // A reader that is away has leased it.
  const become = (state: string) =>
    asOwner(program.server, (db) =>
      db.query("UPDATE mails SET state = $2, lease_until = now() + interval '1 hour' WHERE id = $1", [
        aside.id,
        state,
      ]),
    );
  await become('waiting');
  await refused(aside.id);
  await become('aside');
  expect(await count()).toBe(before);
});

test('NUL in a filter or a form harms nothing; a form says in Japanese what is wrong', async () => {
  for (const query of ['customers?phone', 'customers?email', 'inquiries?portal', 'inquiries?requestNumber'])
    expect(await program.get(`/${query}=x%00y`), query).toMatchObject({ items: [] });
  await program.sendMail(compose('nul@x', '読めない', ['連絡ください'], 'someone@mail.example.com'));
  await program.settled();
  const { id } = await onlyMail('review=true');
  for (const wrong of [
    { kind: 'unknown', name: 'あ' },
    { kind: 'other', name: 5 },
    { kind: 'other', name: 'あ'.repeat(501) },
    { name: 'あ' },
    'no object',
  ]) {
    const answer = await enter(id, wrong as object);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: Record<string, string> };
    for (const message of Object.values(errors)) expect(message).toMatch(/ください。$/);
  }
  const made = await enter(id, {
    kind: 'other',
    name: '零\u0000 太郎',
    phone: '090\u0000-0000-8003',
    email: 'nul\u0000@mail.example.jp',
    message: 'a\u0000b',
  });
  expect(made.status).toBe(201);
  const { customerId } = (await made.json()) as { customerId: string };
  expect(await program.get(`/customers/${customerId}`)).toMatchObject({
    name: '零 太郎',
    phones: ['+819000008003'],
    email: 'nul@mail.example.jp',
  });
});

test('health tells alive and ready', async () => {
  expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${program.url}/readyz`)).json()).toEqual({ status: 'ready' });
});
