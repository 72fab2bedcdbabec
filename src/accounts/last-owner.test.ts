// Whatever an organization's people do to each other, also at once and on the word of an old session, an active owner stays.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../test/support/database.ts';
import { type Database, openDatabase } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { openLog } from '../platform/log.ts';
import { changeRole } from './change-user.ts';
import { createMember } from './create-member.ts';
import { createOrganization } from './create-organization.ts';
import { deactivateUser, reactivateUser } from './deactivate-user.ts';
import type { AssigneeWork } from './events.ts';
import { invite } from './invite.ts';
import { listMembers } from './list-members.ts';
import { type Role, roles } from './model.ts';
import type { Person } from './require.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase(await cloneDatabase(), openLog('silent'));
});
afterAll(() => db.close());

const noWork: AssigneeWork = {
  hold: async () => {},
  count: async () => new Map(),
  handOver: async () => ({ connections: 0, customers: 0, tasks: 0 }),
};
const noMails = { invitation: async () => {}, passwordReset: async () => {} };

let made = 0;
async function firm(first: Role[]): Promise<Person[]> {
  const organizationId = await createOrganization(db, '株式会社ためしの不動産');
  const people: Person[] = [];
  for (const role of first) {
    const person = { name: `社員 ${++made}`, email: `p${made}@firm.example.jp`, password: 'x', role };
    const userId = await createMember(db, organizationId, person);
    people.push({ type: 'user', userId, organizationId, ...person });
  }
  return people;
}

const SIZE = 4;
const act = fc.record({
  by: fc.nat(SIZE - 1),
  to: fc.nat(SIZE - 1),
  what: fc.constantFrom('deactivate' as const, 'reactivate' as const, 'invite' as const, ...roles),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(people: Person[], { by, to, what }: Act): Promise<unknown> {
  const [actor, target] = [people[by], people[to]];
  if (!actor || !target) throw new Error('nobody');
  return db.withOrganization(actor.organizationId, async (tx) => {
    if (what === 'deactivate') return deactivateUser(tx, actor, target.userId, null, noWork);
    if (what === 'reactivate') return reactivateUser(tx, actor, target.userId);
    if (what === 'invite') {
      const email = `i${++made}@firm.example.jp`;
      return invite(tx, actor, { email, role: target.role }, noMails);
    }
    return changeRole(tx, actor, target.userId, what);
  });
}

test('an active owner stays, whatever is done, in any order and at once', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      async (rounds) => {
        const people = await firm(['owner', 'owner', 'admin', 'member']);
        const [{ organizationId } = people[0] as Person] = people;
        for (const round of rounds) {
          const ends = await Promise.allSettled(round.map((one) => perform(people, one)));
          for (const end of ends) {
            if (end.status === 'fulfilled') changed += 1;
            else expect(end.reason).toBeInstanceOf(AppError);
          }
          const now = await db.withOrganization(organizationId, (tx) => listMembers(tx, organizationId));
          expect(now.some((m) => m.role === 'owner' && m.deactivatedAt === null)).toBe(true);
        }
      },
    ),
    { numRuns: 25 },
  );
  expect(changed).toBeGreaterThan(20);
}, 120_000);

test('two owners who demote, or deactivate, each other at the same moment: one of them stays', async () => {
  for (const what of ['member', 'deactivate'] as const)
    for (let i = 0; i < 5; i++) {
      const people = await firm(['owner', 'owner']);
      const ends = await Promise.allSettled([
        perform(people, { by: 0, to: 1, what }),
        perform(people, { by: 1, to: 0, what }),
      ]);
      expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject({ code: 'role-required' });
    }
});
