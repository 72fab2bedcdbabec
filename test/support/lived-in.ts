// A firm that has been worked in: something to see on every page of the screen. For looking at the pages, not for counting.
import { expect, vi } from 'vitest';
import { ruleOf, setagaya } from './assignment-rules.ts';
import { compose, composeInquiry, composeNotice, withFiles } from './mails.ts';
import { openMerges } from './merges.ts';
import type { Screen } from './open-screen.ts';
import { join } from './people.ts';
import { type Session, signIn } from './session.ts';
import type { Sink } from './sink.ts';

const LONG = `寿限無　${'とても長いお名前の'.repeat(6)}`;
const NEWCOMER = 'newcomer@firm.example.jp';
const LIST =
  'お名前,電話,メール,担当者\n名簿　一子,090-0000-6301,ichiko@example.jp,\n林　電話なし,12,,\n名簿　二子,,niko@example.jp,\n';

export type LivedIn = Awaited<ReturnType<typeof liveIn>>;

/** Resolves with what the addresses of its pages are made of. The screen's mails go to `sink`. */
export async function liveIn(screen: Screen, sink: Sink) {
  const { program } = screen;
  const { connectionId, salesperson } = program.firm;
  const owner = await signIn(program, program.owner);
  const ask = asked(owner);
  await join(program, 'admin', '鈴木 由美');

  const { pair, mergeId, merged } = await people(screen, owner);
  await followUp(ask, pair);
  const [noticed, read] = await mails(screen);
  const { id: draftId } = await ask('POST', '/connections', {
    requestKey: crypto.randomUUID(),
    portal: 're-guide',
    name: `リガイド ${'長い名前の'.repeat(8)}支店`,
  });
  await ask('PUT', `/connections/${draftId}/login`, { userId: 'mihon', password: 'secret' });
  const rulesPath = `/connections/${connectionId}/assignment-rules`;
  const { rules } = await ask('PUT', rulesPath, {
    version: (await ask('GET', rulesPath)).version,
    rules: [ruleOf({ name: '世田谷の査定', conditions: setagaya }), ruleOf({ name: '休み', isPaused: true })],
  });
  await ask('POST', '/inquiry-views', { name: '未割当', filter: { assigneeId: 'none' } });
  await ask('POST', '/dynamic-groups', { name: '湘南エリア', filter: { q: '辻堂' } });
  await ask('PUT', '/escalations', {
    connectionId: null,
    version: null,
    rule: { afterMinutes: 30, people: [salesperson.userId], managerId: null, hours: null },
  });
  await ask('PUT', '/escalations', {
    connectionId,
    version: null,
    rule: { afterMinutes: 60, people: [], managerId: salesperson.userId, hours: null },
  });
  const { id: branchId } = await ask('POST', '/branches', {
    name: `世田谷${'とても長い名前の'.repeat(10)}店`,
  });
  await ask('PATCH', `/users/${salesperson.userId}`, { branchId });
  await ask('POST', '/invitations', { email: NEWCOMER, role: 'manager' });
  await vi.waitUntil(() => sink.to(NEWCOMER).length > 0, { timeout: 10_000 });
  const [importedId, previewedId] = [await imported(ask, true), await imported(ask, false)];
  await ask('POST', `/customer-imports/${importedId}/undo/preview`);
  await vi.waitUntil(
    async () => (await ask('GET', `/customer-imports/${importedId}`)).undo?.state === 'previewed',
    { timeout: 30_000 },
  );
  const { id: replayId } = await ask('POST', '/replays', { connectionId: null, since: null });
  await ends(ask, `/replays/${replayId}`, 'previewed');
  const inquiries = await program.get(`/inquiries?limit=100`);
  return {
    connectionId,
    draftId,
    ruleId: rules[0].id as string,
    customerId: pair.first,
    otherId: pair.second,
    inquiryId: inquiries.items.find(
      (one: { customer: { id: string } | null }) => one.customer?.id === pair.first,
    ).id as string,
    mergedId: merged,
    mergeId,
    noticedMailId: noticed,
    readMailId: read,
    importedId,
    previewedId,
    invitation: /\/invitation#\S+/.exec(sink.to(NEWCOMER)[0]?.text ?? '')?.[0] ?? '',
  };
}

type Ask = ReturnType<typeof asked>;

/** Calls the API as this person; what is refused fails the test. Resolves with the answer's data. */
function asked(call: Session) {
  return async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body);
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300);
    return answer.data;
  };
}

/** Two who may be one person, one of them with a long name; and two who were merged. */
async function people({ program }: Screen, owner: Session) {
  const merges = openMerges(program, owner);
  const pair = await merges.two({ name: LONG });
  const { first, second } = await merges.two({ name: '統合　一' }, { name: '統合　二' });
  expect(await merges.merge(first, second)).toMatchObject({ status: 201 });
  const [{ id: mergeId }] = (await merges.customer(first)).merges;
  return { pair, merged: first, mergeId: mergeId as string };
}

/** What was done for a customer, and what is to be done. */
async function followUp(ask: Ask, { first }: { first: string }) {
  const at = `/customers/${first}`;
  await ask('POST', `${at}/activities`, { kind: 'call', outcome: 'reached', text: '明日の10時にかけ直す' });
  const note = await ask('POST', `${at}/notes`, { text: `ペット可を希望\n${'長いメモ'.repeat(200)}` });
  await ask('PATCH', `/notes/${note.id}`, { isPinned: true });
  for (const due of ['2026-11-20T10:00', '2199-01-01', null])
    await ask('POST', `${at}/tasks`, { title: `査定書を送る（期限 ${due ?? 'なし'}）`, due });
  const { id } = await ask('POST', `${at}/tasks`, { title: '済んだこと', due: null });
  await ask('PUT', `/tasks/${id}/done`);
}

/** A notice that waits in 要確認, one that brought a file, and an advertisement. */
async function mails(screen: Screen): Promise<[noticed: string, read: string]> {
  const { program } = screen;
  await program.sendMail(composeNotice('RG-SEEN-1'));
  const noticed = await screen.newestForReview();
  const inquiry = composeInquiry({ number: 'RG-SEEN-2', name: '添付　太郎', phone: '090-0000-6390' });
  const plan = { name: '間取り図.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4') };
  await program.sendMail(withFiles(inquiry, [plan]));
  await program.sendMail(compose('x@re-guide.jp', '今週のお得な情報', ['広告です。']));
  await program.settled();
  const { items } = await program.get('/inquiries?requestNumber=RG-SEEN-2');
  return [noticed, items[0].mailIds[0]];
}

async function imported(ask: Ask, isApplied: boolean): Promise<string> {
  const file = new TextEncoder().encode(LIST);
  const { id } = await ask('POST', `/customer-imports?fileName=${encodeURIComponent('名簿.csv')}`, file);
  await ends(ask, `/customer-imports/${id}`, 'previewed');
  if (!isApplied) return id;
  await ask('POST', `/customer-imports/${id}/apply`);
  await ends(ask, `/customer-imports/${id}`, 'done');
  return id;
}

const ends = (ask: Ask, path: string, state: string) =>
  vi.waitUntil(async () => (await ask('GET', path)).state === state, { timeout: 30_000 });
