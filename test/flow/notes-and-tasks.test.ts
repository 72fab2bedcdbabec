// Notes and tasks of customers: nobody's words are lost to another's, what is deleted comes back, and all goes where its customer goes.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { newPhone, openMerges } from '../support/merges.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let member: Session;
let other: Session;
let stranger: Session;
let leaver: Awaited<ReturnType<typeof joinAndSignIn>>;
let merges: ReturnType<typeof openMerges>;
beforeAll(async () => {
  program = await startTestProgram();
  member = (await joinAndSignIn(program, 'member', '渡辺 さくら')).call;
  other = (await joinAndSignIn(program, 'manager', '田中 浩二')).call;
  leaver = await joinAndSignIn(program, 'member', '去田 さる');
  merges = openMerges(program, member);
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: theirs.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

const made = async (given: object = {}): Promise<string> =>
  (await member('POST', '/customers', { name: '山田 花子', phones: [newPhone()], ...given })).data.id;
const add = (what: 'notes' | 'tasks', id: string, body: object, as = member) =>
  as('POST', `/customers/${id}/${what}`, body);
const notesOf = async (id: string) =>
  (await program.get(`/customers/${id}/timeline?kind=note`)).items.map(({ note }: { note: object }) => note);
const pinned = async (id: string) => (await program.get(`/customers/${id}/pinned-notes`)).items;
const tasks = async (query: string) => (await program.get(`/tasks?${query}`)).items;
const eventsOf = async (id: string) =>
  (await program.get(`/customers/${id}/history`)).items.map(
    ({ event }: { event: { type: string } }) => event.type,
  );

const odd = `=cmd()|'/c calc'!A0 <script>alert(1)</script>\n二行目 😀👨‍👩‍👧 ①㈱髙﨑𠮷`;

test('a note is kept as typed, pinned, edited, deleted and given back; the history says each', async () => {
  const id = await made();
  const { status, data: note } = await add('notes', id, { text: `  ${odd}\u0000 ` });
  expect([status, note.text, note.by]).toEqual([201, odd, '渡辺 さくら']);
  await other('PATCH', `/notes/${note.id}`, { isPinned: true });
  expect(await pinned(id)).toMatchObject([{ id: note.id, isPinned: true }]);
  // Pinning overtakes nobody who is typing.
  const edited = await other('PATCH', `/notes/${note.id}`, { text: '直しました', version: note.version });
  expect(edited.data).toMatchObject({ text: '直しました', editedBy: '田中 浩二', by: '渡辺 さくら' });
  expect((await member('DELETE', `/notes/${note.id}`)).status).toBe(204);
  expect([await notesOf(id), await pinned(id)]).toEqual([[], []]);
  expect((await member('POST', `/notes/${note.id}/restore`)).data).toMatchObject({ text: '直しました' });
  expect(await notesOf(id)).toMatchObject([{ id: note.id, isPinned: true }]);
  expect((await eventsOf(id)).slice(0, 4)).toEqual([
    'note-restored',
    'note-deleted',
    'note-edited',
    'note-added',
  ]);
});

test('the second of two who edit a note is shown both, also when it was deleted meanwhile', async () => {
  const { data: note } = await add('notes', await made(), { text: '最初' });
  const edit = (as: Session, text: string) =>
    as('PATCH', `/notes/${note.id}`, { text, version: note.version });
  const [a, b] = await Promise.all([edit(member, 'わたし'), edit(other, 'あなた')]);
  expect([a.status, b.status].sort()).toEqual([200, 409]);
  const [won, lost] = a.status === 200 ? [a, b] : [b, a];
  expect(lost.data).toMatchObject({
    code: 'changed-meanwhile',
    data: { current: { text: won.data.text, version: 2 } },
  });
  await member('DELETE', `/notes/${note.id}`);
  expect((await edit(other, '遅れて')).data.data).toEqual({ current: null });
});

test('what somebody edited since it was seen is not deleted unread, and shown instead', async () => {
  const id = await made();
  const { data: note } = await add('notes', id, { text: '最初' });
  const { data: task } = await add('tasks', id, { title: '電話', due: '2026-11-20' });
  const remove = (what: string, version: number) => member('DELETE', `/${what}?version=${version}`);
  for (const [what, seen, edit] of [
    [`notes/${note.id}`, note.version, { text: '午後だけ電話してよい' }],
    [`tasks/${task.id}`, task.version, { title: '午後に電話' }],
  ] as const) {
    await other('PATCH', `/${what}`, { ...edit, version: seen });
    const { status, data } = await remove(what, seen);
    expect([status, data.code]).toEqual([409, 'changed-meanwhile']);
    expect(data.data.current).toMatchObject(edit);
    expect((await remove(what, data.data.current.version)).status).toBe(204);
    // Gone is gone, whatever was seen of it.
    expect((await remove(what, seen)).status).toBe(204);
  }
  expect([await notesOf(id), await tasks(`customerId=${id}`)]).toEqual([[], []]);
});

test('a note of a megabyte is refused in words, quickly, and nothing of it stays', async () => {
  const id = await made();
  for (const text of ['あ'.repeat(10_001), 'あ'.repeat(330_000), 'x'.repeat(980_000)]) {
    const { status, data } = await add('notes', id, { text });
    expect([status, data.errors]).toEqual([422, { text: '10,000文字以内で入力してください。' }]);
  }
  expect((await add('notes', id, { text: ' 　\n' })).data.errors).toHaveProperty('text');
  expect((await add('notes', id, { text: '😀'.repeat(5_000) })).status).toBe(201);
  expect((await notesOf(id)).length).toBe(1);
});

test('a task is due by a Japanese day or minute, of whose the customer is, and done until it is not', async () => {
  const { userId, name } = { ...program.firm.salesperson, name: '佐藤 健一' };
  const id = await made({ assigneeId: userId });
  const { data: task, status } = await add('tasks', id, { title: odd.slice(0, 60), due: '2026-11-20T14:30' });
  expect(status).toBe(201);
  expect(task).toMatchObject({
    due: '2026-11-20T14:30',
    dueAt: '2026-11-20T05:30:00.000Z',
    assignee: { id: userId, name },
    customer: { id, name: '山田 花子' },
    doneAt: null,
  });
  const day = (await add('tasks', id, { title: '一日中', due: '2026-11-20', assigneeId: null })).data;
  expect(day).toMatchObject({ due: '2026-11-20', dueAt: '2026-11-20T15:00:00.000Z', assignee: null });
  const never = (await add('tasks', id, { title: 'いつか' })).data;
  const order = async () => (await tasks(`customerId=${id}`)).map((one: { id: string }) => one.id);
  expect(await order()).toEqual([task.id, day.id, never.id]);
  expect((await other('PUT', `/tasks/${task.id}/done`)).data).toMatchObject({ doneBy: '田中 浩二' });
  expect(await order()).toEqual([day.id, never.id]);
  expect(await tasks(`customerId=${id}&state=done`)).toMatchObject([{ id: task.id }]);
  await member('DELETE', `/tasks/${task.id}/done`);
  await member('DELETE', `/tasks/${never.id}`);
  expect(await order()).toEqual([task.id, day.id]);
  await member('POST', `/tasks/${never.id}/restore`);
  expect(await order()).toEqual([task.id, day.id, never.id]);
  expect((await eventsOf(id)).slice(0, 4)).toEqual([
    'task-restored',
    'task-deleted',
    'task-reopened',
    'task-done',
  ]);
});

test('the second of two who edit a task is shown what it is now; being done is no edit', async () => {
  const { data: task } = await add('tasks', await made(), { title: '電話', due: '2026-11-20' });
  await other('PUT', `/tasks/${task.id}/done`);
  const edit = (as: Session, body: object) =>
    as('PATCH', `/tasks/${task.id}`, { version: task.version, ...body });
  expect((await edit(member, { due: '2026-11-21T09:00' })).data).toMatchObject({
    title: '電話',
    due: '2026-11-21T09:00',
  });
  expect((await edit(other, { due: null })).data).toMatchObject({
    code: 'changed-meanwhile',
    data: { current: { due: '2026-11-21T09:00', version: 2 } },
  });
});

test('one’s own across all customers, page after page, and how many press', async () => {
  const fresh = await joinAndSignIn(program, 'member', '仕事 多子');
  const minutes = Array.from({ length: 7 }, (_, i) => `2026-11-2${i}T10:00`);
  for (const due of [...minutes, '2199-01-01', null])
    await add('tasks', await made(), { title: `期限 ${due}`, due }, fresh.call);
  const all = await tasks(`assigneeId=${fresh.userId}&limit=100`);
  const dues = all.map(({ due }: { due: string | null }) => due);
  expect(dues).toEqual([...minutes, '2199-01-01', null]);
  const paged: object[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await program.get(
      `/tasks?assigneeId=${fresh.userId}&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    paged.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  const past = minutes.filter((due) => Date.parse(`${due}:00+09:00`) < Date.now()).length;
  expect((await fresh.call('GET', '/me')).data.taskCount).toBeGreaterThanOrEqual(past);
  expect((await fresh.call('GET', '/me')).data.taskCount).toBeLessThan(all.length - 1);
});

test('merged, both have one’s notes and tasks; split again each has their own, as edited since', async () => {
  const { first, second } = await merges.two();
  const { data: note } = await add('notes', second, { text: '二のメモ' });
  const { data: task } = await add('tasks', second, { title: '二のタスク' });
  await add('notes', first, { text: '一のメモ' });
  const merged = await merges.merge(first, second);
  const texts = async (id: string) => (await notesOf(id)).map(({ text }: { text: string }) => text);
  expect((await texts(first)).sort()).toEqual(['一のメモ', '二のメモ']);
  expect(await tasks(`customerId=${first}`)).toMatchObject([{ id: task.id, customer: { id: first } }]);
  await member('PATCH', `/notes/${note.id}`, { text: '統合後に直した', version: note.version });
  await member('PUT', `/tasks/${task.id}/done`);
  await add('notes', first, { text: '統合後のメモ' });
  expect((await add('tasks', second, { title: '遅い' })).data.data.into.id).toBe(first);
  await merges.undo(merged.data.id);
  expect([await texts(first), await texts(second)]).toEqual([
    ['統合後のメモ', '一のメモ'],
    ['統合後に直した'],
  ]);
  expect(await tasks(`customerId=${second}&state=done`)).toMatchObject([{ id: task.id }]);
});

test('who leaves hands over what is to be done, not what was', async () => {
  const id = await made();
  const open = (await add('tasks', id, { title: '引き継ぐ', assigneeId: leaver.userId })).data;
  const done = (await add('tasks', id, { title: '済んだ', assigneeId: leaver.userId })).data;
  await member('PUT', `/tasks/${done.id}/done`);
  const owner = await signIn(program, program.owner);
  const { userId } = program.firm.salesperson;
  await owner('POST', `/users/${leaver.userId}/deactivate`, { replacementId: userId });
  expect(await tasks(`customerId=${id}`)).toMatchObject([{ id: open.id, assignee: { id: userId } }]);
  expect(await tasks(`customerId=${id}&state=done`)).toMatchObject([{ assignee: { name: '去田 さる' } }]);
  const { data } = await add('tasks', id, { title: '去った人に', assigneeId: leaver.userId });
  expect(data.errors).toHaveProperty('assigneeId');
});

test('what cannot be is refused at its field', async () => {
  const id = await made();
  for (const [body, field] of [
    [{ title: ' ' }, 'title'],
    [{ title: 'あ'.repeat(201) }, 'title'],
    [{ title: '電話', due: '2026-02-30' }, 'due'],
    [{ title: '電話', due: 'あす' }, 'due'],
    [{ title: '電話', assigneeId: newId() }, 'assigneeId'],
  ] as const) {
    const { status, data } = await add('tasks', id, body);
    expect([status, Object.keys(data.errors)], JSON.stringify(body).slice(0, 60)).toEqual([422, [field]]);
  }
});

test('another firm sees and touches none of it', async () => {
  const id = await made();
  const note = (await add('notes', id, { text: '内緒' })).data;
  const task = (await add('tasks', id, { title: '内緒' })).data;
  for (const [method, path, body] of [
    ['GET', `/customers/${id}/pinned-notes`],
    ['POST', `/customers/${id}/notes`, { text: 'x' }],
    ['PATCH', `/notes/${note.id}`, { text: 'x', version: 1 }],
    ['DELETE', `/notes/${note.id}`],
    ['POST', `/notes/${note.id}/restore`],
    ['POST', `/customers/${id}/tasks`, { title: 'x' }],
    ['PATCH', `/tasks/${task.id}`, { title: 'x', version: 1 }],
    ['PUT', `/tasks/${task.id}/done`],
    ['DELETE', `/tasks/${task.id}/done`],
    ['DELETE', `/tasks/${task.id}`],
    ['POST', `/tasks/${task.id}/restore`],
  ] as const)
    expect((await stranger(method, path, body)).status, `${method} ${path}`).toBe(404);
  expect((await stranger('GET', `/tasks?customerId=${id}`)).data.items).toEqual([]);
  expect((await notesOf(id)).length).toBe(1);
});
