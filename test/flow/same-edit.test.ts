// Two people save another value in the place of the same one at the same moment: one is saved, the other is refused and shown it.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { ruleOf } from '../support/assignment-rules.ts';
import { asOwner, countWaiting } from '../support/database.ts';
import { buildConnection } from '../support/factories.ts';
import { join, joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Answer, type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
let admin: Session;
let adminId: string;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
  const other = await joinAndSignIn(program, 'admin', '鈴木 由美');
  [admin, adminId] = [other.call, other.userId];
});
afterAll(() => program.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Any = any;

interface Edit {
  /** Where both wait until both are under way. */
  table: string;
  values: [first: unknown, second: unknown];
  /** Saves it over what both saw. */
  save: (by: Session, value: Any) => Promise<Answer>;
  now: () => Promise<unknown>;
  /** The value in what the refused is shown. */
  of: (current: Any) => unknown;
  /** Whose pages they are; left out: the owner's and an admin's. */
  two?: () => [Session, Session];
}

const made = async (path: string, body: object): Promise<Any> => {
  const { status, data } = await owner('POST', path, body);
  expect(status, path).toBe(201);
  return data;
};
const got = async (path: string): Promise<Any> => (await owner('GET', path)).data;
const among = async (path: string, id: string) =>
  (await got(path)).items.find((one: { id: string }) => one.id === id);
const own = (): [Session, Session] => [owner, owner];
const names: [string, string] = ['先の名前', '後の名前'];
const AT_ONCE = { mail: true, push: true, pace: 'at-once', quiet: null };
const paces: [object, object] = [
  { ...AT_ONCE, pace: 'hourly' },
  { ...AT_ONCE, pace: 'daily' },
];
const isIn = (rule: Any) => rule?.afterMinutes;
const month = '2026-10';

async function named(kind: string, more: object = {}): Promise<Edit> {
  const { id } = await made(`/${kind}`, { name: newId(), ...more });
  const was = { name: (await among(`/${kind}`, id)).name };
  return {
    table: kind.replace('-', '_'),
    values: [newId(), newId()],
    save: (by, name) => by('PATCH', `/${kind}/${id}`, { name, was }),
    now: async () => (await among(`/${kind}`, id)).name,
    of: (current) => current.name,
  };
}

async function ordered(kind: string, more: object = {}): Promise<Edit> {
  for (let n = 0; n < 3; n++) await made(`/${kind}`, { name: newId(), ...more });
  const order = async () => (await got(`/${kind}`)).items.map(({ id }: { id: string }) => id);
  const were: string[] = await order();
  return {
    table: kind,
    values: [were.toReversed(), [...were.slice(1), were[0]]],
    save: (by, ids) => by('PUT', `/${kind}/order`, { ids, were }),
    now: order,
    of: ({ items }) => items.map(({ id }: { id: string }) => id),
  };
}

async function connection() {
  const { connectionId } = await buildConnection(program.db, program.firm.organizationId, { name: newId() });
  const path = `/connections/${connectionId}`;
  return { id: connectionId, path, version: (await got(path)).version };
}

async function escalation(connectionId: string | null, version: number | null): Promise<Edit> {
  return {
    table: 'escalations',
    values: [15, 45],
    save: (by, afterMinutes) =>
      by('PUT', '/escalations', {
        ...{ connectionId, version },
        rule: { afterMinutes, people: [program.firm.salesperson.userId], managerId: null, hours: null },
      }),
    now: async () =>
      isIn((await got('/escalations')).items.find((one: Any) => one.connectionId === connectionId)),
    of: isIn,
  };
}

const status = () => ({ name: newId(), color: 'blue' });
const customer = () => made('/customers', { name: '見本　花子', phones: [], emails: [], insist: true });

const edits: Record<string, () => Promise<Edit>> = {
  'the role of a person': async () => {
    const { userId } = await join(program, 'member');
    return {
      table: 'member',
      values: ['manager', 'admin'],
      save: (by, role) => by('PATCH', `/users/${userId}`, { role, was: { role: 'member' } }),
      now: async () => (await among('/users', userId)).role,
      of: ({ role }) => role,
    };
  },
  'the name of a person, by themselves and another': async () => {
    const was = { name: (await among('/users', adminId)).name };
    return {
      table: '"user"',
      values: names,
      save: (by, name) => by('PATCH', `/users/${adminId}`, { name, was }),
      now: async () => (await among('/users', adminId)).name,
      of: ({ name }) => name,
    };
  },
  'how people are told who choose nothing': async () => ({
    table: 'notice_settings',
    values: paces,
    save: (by, defaults) => by('PUT', '/notice-defaults', { ...defaults, was: AT_ONCE }),
    now: () => got('/notice-defaults'),
    of: (current) => current,
  }),
  'how one is told oneself, on two pages': async () => ({
    table: 'notice_preferences',
    values: paces,
    save: (by, chosen) => by('PUT', '/me/notices', { own: chosen, was: null }),
    now: async () => (await got('/me/notices')).own,
    of: (current) => current,
    two: own,
  }),
  'who is next, where there was nobody': () => escalation(null, null),
  'who is next for a connection': async () => {
    const { id } = await connection();
    await (await escalation(id, null)).save(owner, 30);
    const { items } = await got('/escalations');
    return escalation(id, items.find((one: Any) => one.connectionId === id).version);
  },
  'what a portal cost': async () => ({
    table: 'portal_costs',
    values: [30_000, 50_000],
    save: (by, yen) =>
      by('PUT', `/portal-costs/${month}`, { items: [{ portal: 're-guide', yen, was: null }] }),
    now: async () => (await got(`/portal-costs/${month}`)).items[0].yen,
    of: ({ items }) => items[0].yen,
  }),
  'a status': () => named('statuses', { color: 'blue' }),
  'a group': () => named('groups'),
  'a branch': () => named('branches'),
  'a dynamic group': () => named('dynamic-groups', { filter: { q: '桜丘' } }),
  'a view of one’s own, on two pages': async () => ({
    ...(await named('inquiry-views', { filter: {} })),
    two: own,
  }),
  'which status is the default': async () => {
    const [one, other] = [await made('/statuses', status()), await made('/statuses', status())];
    const now = async () => (await got('/statuses')).items.find(({ isDefault }: Any) => isDefault).id;
    const was = { defaultId: await now() };
    return {
      table: 'statuses',
      values: [one.id, other.id],
      save: (by, id) => by('PATCH', `/statuses/${id}`, { isDefault: true, was }),
      now,
      of: ({ defaultId }) => defaultId,
    };
  },
  'the order of statuses': () => ordered('statuses', { color: 'blue' }),
  'the order of branches': () => ordered('branches'),
  'a chat': async () => {
    const url = `https://hooks.slack.com/services/T0000/B0000/${newId()}`;
    const chat = await made('/chats', { service: 'slack', name: '営業', events: ['inquiry'], url });
    return {
      table: 'chats',
      values: names,
      save: (by, name) => by('PATCH', `/chats/${chat.id}`, { name, version: chat.version }),
      now: async () => (await among('/chats', chat.id)).name,
      of: ({ name }) => name,
    };
  },
  'the name of a connection': async () => {
    const { path, version } = await connection();
    return {
      table: 'connections',
      values: names,
      save: (by, name) => by('PATCH', path, { name, version }),
      now: async () => (await got(path)).name,
      of: ({ name }) => name,
    };
  },
  'where mails go on to': async () => {
    const { path, version } = await connection();
    return {
      table: 'connections',
      values: [['first@example.com'], ['second@example.com']],
      save: (by, addresses) => by('PUT', `${path}/forwarding`, { addresses, version }),
      now: async () => (await got(path)).forwardTo,
      of: ({ forwardTo }) => forwardTo,
    };
  },
  'the login of a connection': async () => {
    const { path, version } = await connection();
    const login = `${path}/login`;
    expect(version).toBe(1);
    const nameOf = async (by: Session) => (await by('GET', '/me')).data.user.name;
    // What is in it is shown to nobody: who saved it is, by the name that another edit may have given them.
    return {
      table: 'portal_logins',
      values: [await nameOf(owner), await nameOf(admin)],
      save: (by, password) => by('PUT', login, { userId: 'mihon-0001', password, version: 0 }),
      now: async () => (await got(path)).login.updatedBy.name,
      of: ({ updatedBy }) => updatedBy.name,
    };
  },
  'the rules of a connection': async () => {
    const { path, version } = await connection();
    const nameIn = ({ rules }: Any) => rules[0].name;
    return {
      table: 'connections',
      values: names,
      save: (by, name) => by('PUT', `${path}/assignment-rules`, { version, rules: [ruleOf({ name })] }),
      now: async () => nameIn(await got(`${path}/assignment-rules`)),
      of: nameIn,
    };
  },
  'a customer': async () => {
    const { id, version } = await customer();
    return {
      table: 'customers',
      values: names,
      save: (by, name) => by('PATCH', `/customers/${id}`, { name, version }),
      now: async () => (await got(`/customers/${id}`)).name,
      of: ({ name }) => name,
    };
  },
  'a note': async () => {
    const { id: of } = await customer();
    const { id, version } = await made(`/customers/${of}/notes`, { text: 'メモ' });
    return {
      table: 'notes',
      values: names,
      save: (by, text) => by('PATCH', `/notes/${id}`, { text, version }),
      now: async () => (await got(`/customers/${of}/timeline?kind=note`)).items[0].note.text,
      of: ({ text }) => text,
    };
  },
  'a task': async () => {
    const { id: of } = await customer();
    const { id, version } = await made(`/customers/${of}/tasks`, { title: '電話する' });
    return {
      table: 'tasks',
      values: names,
      save: (by, title) => by('PATCH', `/tasks/${id}`, { title, version }),
      now: async () => (await among(`/tasks?customerId=${of}`, id)).title,
      of: ({ title }) => title,
    };
  },
};

test.each(Object.keys(edits))('%s', async (what) => {
  const edit = await edits[what]?.();
  if (!edit) throw new Error(what);
  const [one, other] = edit.two?.() ?? [owner, admin];
  const saved = await bothAtOnce(edit.table, () => [
    edit.save(one, edit.values[0]),
    edit.save(other, edit.values[1]),
  ]);
  const [done, ...more] = saved.filter(({ status }) => status === 200);
  const refused = saved.find(({ status }) => status === 409);
  expect([done?.status, refused?.status, more], saved.map(({ text }) => text).join('\n')).toEqual([
    200,
    409,
    [],
  ]);
  const theirs = edit.values[saved.findIndex((answer) => answer.status === 200)];
  expect(await edit.now()).toEqual(theirs);
  expect(refused?.data.code).toBe('changed-meanwhile');
  expect(edit.of(refused?.data.data.current)).toEqual(theirs);
});

/** Answers of two calls that were both waiting in the database before either could write to this table. */
function bothAtOnce(table: string, begin: () => Promise<Answer>[]): Promise<Answer[]> {
  return asOwner(program.server, async (client) => {
    await client.query('BEGIN');
    // Reads go on, whatever would write or lock a row waits.
    await client.query(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    const calls = Promise.all(begin());
    await expect.poll(() => countWaiting(program.server)).toBeGreaterThanOrEqual(2);
    await client.query('COMMIT');
    return calls;
  });
}

test('what somebody changed beside it, or to the same, is nobody’s loss', async () => {
  const { id } = await made('/statuses', { name: newId(), color: 'blue' });
  const was = { name: (await among('/statuses', id)).name, color: 'blue', isContract: false };
  expect((await admin('PATCH', `/statuses/${id}`, { color: 'red', was })).status).toBe(200);
  expect((await owner('PATCH', `/statuses/${id}`, { isContract: true, was })).status).toBe(200);
  expect((await owner('PATCH', `/statuses/${id}`, { color: 'red', was })).status).toBe(200);
  expect(await among('/statuses', id)).toMatchObject({ color: 'red', isContract: true });
  const cost = { items: [{ portal: 're-guide', yen: 1, was: null }] };
  expect((await admin('PUT', '/portal-costs/2026-09', cost)).status).toBe(200);
  expect((await owner('PUT', '/portal-costs/2026-09', cost)).status).toBe(200);
});
