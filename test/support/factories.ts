// Makes what a test needs, with the parents it does not mention.
import {
  createApiKey,
  createMember,
  createOrganization,
  type Role,
  switchOption,
} from '../../src/accounts/index.ts';
import { type ConnectionState, createConnection } from '../../src/connections/index.ts';
import { createGroup, createStatus } from '../../src/customers/index.ts';
import type { Database } from '../../src/platform/database.ts';

export const PASSWORD = 'correct horse battery';
let count = 0;

export async function buildMember(
  db: Database,
  organizationId: string,
  given: { name?: string; role?: Role } = {},
) {
  const email = `user${++count}@firm.example.jp`;
  const name = given.name ?? `担当 ${count}`;
  const userId = await createMember(db, organizationId, {
    name,
    email,
    password: PASSWORD,
    role: given.role ?? 'member',
  });
  return { userId, name, email };
}

export async function buildConnection(
  db: Database,
  organizationId: string,
  given: { state?: ConnectionState; name?: string } & Partial<
    Record<'assigneeId' | 'statusId' | 'groupId', string>
  > = {},
) {
  return db.withOrganization(organizationId, (tx) =>
    createConnection(tx, organizationId, {
      portal: 're-guide',
      name: given.name ?? 'リガイド 世田谷支店',
      state: given.state ?? 'active',
      assigneeId: given.assigneeId ?? null,
      statusId: given.statusId ?? null,
      groupId: given.groupId ?? null,
      createdBy: null,
    }),
  );
}

/** A firm with an owner, a salesperson, statuses, a group, an API key and one connection that sets all three. */
export async function buildFirm(db: Database, name = '株式会社みほん不動産') {
  const organizationId = await createOrganization(db, name);
  const owner = await buildMember(db, organizationId, { name: '高橋 誠', role: 'owner' });
  const salesperson = await buildMember(db, organizationId, { name: '佐藤 健一' });
  await db.withOrganization(organizationId, (tx) =>
    switchOption(tx, organizationId, 'portal-integration', true, null),
  );
  const made = await db.withOrganization(organizationId, async (tx) => ({
    apiKey: await createApiKey(tx, organizationId, 'test'),
    statusId: await createStatus(tx, organizationId, {
      name: '新規',
      color: 'blue',
      position: 0,
      isDefault: true,
    }),
    otherStatusId: await createStatus(tx, organizationId, {
      name: '追客中',
      color: 'teal',
      position: 1,
      isDefault: false,
    }),
    groupId: await createGroup(tx, organizationId, '反響客'),
  }));
  const connection = await buildConnection(db, organizationId, {
    assigneeId: salesperson.userId,
    statusId: made.statusId,
    groupId: made.groupId,
  });
  return { organizationId, owner, salesperson, ...made, ...connection };
}
