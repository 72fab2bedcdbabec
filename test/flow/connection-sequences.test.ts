// Any sequence of verbs on connections, beside a small model of them: what is answered, and what holds after each step.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { switchOption } from '../../src/accounts/index.ts';
import { newId } from '../../src/lib/ids.ts';
import { asOwner } from '../support/database.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  program = await startTestProgram();
  owner = await signIn(program, program.owner);
});
afterAll(() => program.stop());

const KEPT = 90;
const LOGIN = { userId: 'mihon-0001', password: 'invented password' };
const sql = (text: string, values: unknown[] = []) =>
  asOwner(program.server, async (client) => (await client.query(text, values)).rows);

type Step =
  | { do: 'create'; key: number; name: number }
  | { do: 'edit'; on: number; name: number; isStale: boolean }
  | { do: 'login' | 'activate' | 'pause' | 'delete'; on: number }
  | { do: 'resume'; on: number; takeIn: boolean }
  | { do: 'rotate'; on: number; seen: 'current' | 'stale' | 'none' }
  | { do: 'wait'; days: number }
  | { do: 'option'; isOn: boolean };

const on = fc.nat(3);
const name = fc.nat(3);
const oneStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create' as const), key: fc.nat(5), name }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('edit' as const), on, name, isStale: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('login', 'login', 'activate', 'activate', 'pause', 'delete'),
      on,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume' as const), on, takeIn: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('rotate' as const),
      on,
      seen: fc.constantFrom('current', 'stale', 'none'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 60 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('option' as const), isOn: fc.boolean() }) },
);

interface Modelled {
  id: string;
  name: string;
  state: 'draft' | 'active' | 'paused' | 'deleted';
  version: number;
  hasLogin: boolean;
  deletedOn: number | null;
}

/** One run: its own names and request keys, and what must be true of its connections. */
class World {
  all: Modelled[] = [];
  /** Every address ever shown → the day it ends, or null. */
  addresses = new Map<string, number | null>();
  keys = new Map<string, Modelled>();
  day = 0;
  isOn = true;
  readonly run = newId().slice(-12);

  at(index: number): Modelled | undefined {
    return this.all.length > 0 ? this.all[index % this.all.length] : undefined;
  }
  isGone({ deletedOn }: Modelled): boolean {
    return deletedOn !== null && this.day - deletedOn >= KEPT;
  }
  nameOf(index: number): string {
    return `連携 ${this.run} ${index}`;
  }
  isNameTaken(wanted: string, but?: Modelled): boolean {
    return this.all.some((one) => one !== but && one.state !== 'deleted' && one.name === wanted);
  }
  keyOf(index: number): string {
    return `00000000-0000-4000-8${index}00-${this.run}`;
  }
}

/** What the model says a verb on one connection answers; 0: it is done, and `then` says what of it. */
function refusalOf(world: World, one: Modelled, fits: boolean): number | null {
  if (world.isGone(one)) return 404;
  if (!world.isOn) return 403;
  return fits ? null : 409;
}

async function take(world: World, step: Step): Promise<void> {
  if (step.do === 'wait') {
    const back = `${step.days} days`;
    world.day += step.days;
    await sql('UPDATE inboxes SET expires_at = expires_at - $1::interval', [back]);
    await sql('UPDATE connections SET deleted_at = deleted_at - $1::interval', [back]);
    return;
  }
  if (step.do === 'option') {
    const { organizationId } = program.firm;
    await program.db.withOrganization(organizationId, (tx) =>
      switchOption(tx, organizationId, 'portal-integration', step.isOn, null),
    );
    world.isOn = step.isOn;
    return;
  }
  if (step.do === 'create') return create(world, step);
  const one = world.at(step.on);
  if (!one) return;
  const path = `/connections/${one.id}`;
  const { state, version } = one;
  const isLiving = state !== 'deleted';
  switch (step.do) {
    case 'login': {
      const { status } = await owner('PUT', `${path}/login`, LOGIN);
      const refusal = isLiving ? refusalOf(world, one, true) : 404;
      expect(status).toBe(refusal ?? 200);
      if (!refusal) one.hasLogin = true;
      return;
    }
    case 'edit': {
      const wanted = world.nameOf(step.name);
      const body = { version: step.isStale ? version - 1 : version, name: wanted };
      const isSame = wanted === one.name;
      const refusal =
        refusalOf(world, one, isLiving && (isSame || !step.isStale)) ??
        (!isSame && world.isNameTaken(wanted, one) ? 422 : null);
      return settle(world, one, refusal, !isSame, await owner('PATCH', path, body), () => {
        one.name = wanted;
      });
    }
    case 'activate': {
      const refusal = refusalOf(world, one, state === 'active' || (state === 'draft' && one.hasLogin));
      const answer = await owner('POST', `${path}/activate`, { isRegistered: true });
      return settle(world, one, refusal, state !== 'active', answer, () => {
        one.state = 'active';
      });
    }
    case 'pause': {
      const refusal = refusalOf(world, one, state === 'active' || state === 'paused');
      return settle(world, one, refusal, state !== 'paused', await owner('POST', `${path}/pause`), () => {
        one.state = 'paused';
      });
    }
    case 'resume': {
      const refusal = refusalOf(world, one, state === 'active' || state === 'paused');
      const answer = await owner('POST', `${path}/resume`, { takeIn: step.takeIn });
      return settle(world, one, refusal, state !== 'active', answer, () => {
        one.state = 'active';
      });
    }
    case 'rotate': {
      const seen = { current: `?version=${version}`, stale: `?version=${version - 1}`, none: '' }[step.seen];
      const refusal = refusalOf(world, one, isLiving && step.seen !== 'stale');
      const before = world.addresses;
      const answer = await owner('POST', `${path}/rotate-inbox${seen}`);
      return settle(world, one, refusal, true, answer, () => {
        const retired = answer.data.retiredInboxes[0].address;
        expect(before.get(retired)).toBeNull();
        expect(before.has(answer.data.inboxAddress)).toBe(false);
        before.set(retired, world.day + KEPT);
        before.set(answer.data.inboxAddress, null);
      });
    }
    case 'delete': {
      const refusal = refusalOf(world, one, true);
      const shown = (await owner('GET', path)).data;
      expect((await owner('DELETE', path)).status).toBe(refusal ?? 204);
      if (refusal || !isLiving) return;
      one.state = 'deleted';
      one.version++;
      one.hasLogin = false;
      one.deletedOn = world.day;
      world.addresses.set(shown.inboxAddress, world.day + KEPT);
      return;
    }
  }
}

async function create(world: World, { key, name }: Extract<Step, { do: 'create' }>): Promise<void> {
  const requestKey = world.keyOf(key);
  const wanted = world.nameOf(name);
  const { status, data } = await owner('POST', '/connections', {
    requestKey,
    portal: 're-guide',
    name: wanted,
  });
  const known = world.keys.get(requestKey);
  if (!world.isOn) return expect(status).toBe(403);
  if (known) return expect(status).toBe(world.isGone(known) ? 404 : 200);
  if (world.isNameTaken(wanted)) return expect(status).toBe(422);
  expect(status).toBe(201);
  const made: Modelled = {
    id: data.id,
    name: wanted,
    state: 'draft',
    version: 1,
    hasLogin: false,
    deletedOn: null,
  };
  world.all.push(made);
  world.keys.set(requestKey, made);
  world.addresses.set(data.inboxAddress, null);
}

/** The answer is the model's; a change that was one makes the version grow, anything else leaves it. */
function settle(
  world: World,
  one: Modelled,
  refusal: number | null,
  isChange: boolean,
  { status, data }: Awaited<ReturnType<Session>>,
  change: () => void,
): void {
  expect([world.isOn, one.state, status]).toEqual([world.isOn, one.state, refusal ?? 200]);
  if (refusal) {
    if (refusal === 409 && data.code === 'changed-meanwhile')
      expect(data.data.current).toMatchObject({ state: one.state, version: one.version });
    return;
  }
  change();
  if (isChange) one.version++;
  expect(data).toMatchObject({ state: one.state, version: one.version, name: one.name });
}

async function holds({ all, addresses, day }: World): Promise<void> {
  const rows = await sql(
    `SELECT c.id, c.name, c.state, c.version,
       count(*) FILTER (WHERE i.state = 'active') AS shown, count(*) FILTER (WHERE i.expires_at IS NULL) AS endless
     FROM connections c JOIN inboxes i ON i.connection_id = c.id WHERE c.id = ANY ($1) GROUP BY c.id`,
    [all.map(({ id }) => id)],
  );
  expect(rows).toHaveLength(all.length);
  for (const { id, name, state, version } of all)
    expect(rows.find((row) => row.id === id)).toEqual({
      id,
      name,
      state,
      version,
      shown: '1',
      endless: state === 'deleted' ? '0' : '1',
    });
  const wrong: string[] = [];
  for (const [address, until] of addresses) {
    const [found] = await program.db.across<{ id: string | null }>('find', 'SELECT find_inbox($1) AS id', [
      address.split('@')[0],
    ]);
    const isAnswered = until === null || day < until;
    if (isAnswered !== Boolean(found?.id)) wrong.push(address);
  }
  expect(wrong).toEqual([]);
}

test('what the verbs answer and leave is what the model says, whatever their order', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(oneStep, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
      const world = new World();
      await take(world, { do: 'option', isOn: true });
      for (const step of steps) {
        await take(world, step);
        await holds(world);
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
});
