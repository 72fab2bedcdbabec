// The demo's firm: people of each role, statuses, groups and one connection. All of it invented.
import { randomBytes } from 'node:crypto';
import { createApiKey, createMember, createOrganization, switchOption } from '../accounts/index.ts';
import { createConnection } from '../connections/index.ts';
import { createFirstStatuses, createGroup } from '../customers/index.ts';
import type { Database } from '../platform/database.ts';

/** What somebody needs to look around in the demo. */
export interface DemoFirm {
  organizationId: string;
  connectionId: string;
  inboxLocalPart: string;
  apiKey: string;
  owner: { email: string; password: string };
}

/** Makes the firm. The people share one password, made here. */
export async function createDemoFirm(db: Database): Promise<DemoFirm> {
  const password = randomBytes(9).toString('base64url');
  const organizationId = await createOrganization(db, '株式会社みほん不動産');
  const join = (name: string, local: string, role: 'owner' | 'admin' | 'manager' | 'member') =>
    createMember(db, organizationId, { name, email: `${local}@mihon.example.jp`, password, role });
  await join('高橋 誠', 'owner', 'owner');
  await join('鈴木 由美', 'admin', 'admin');
  await join('田中 浩二', 'manager', 'manager');
  const assigneeId = await join('佐藤 健一', 'sato', 'member');
  await join('渡辺 さくら', 'watanabe', 'member');

  return db.withOrganization(organizationId, async (tx) => {
    await switchOption(tx, organizationId, 'portal-integration', true, null);
    const statusIds = await createFirstStatuses(tx, organizationId);
    const groupId = await createGroup(tx, organizationId, '反響客');
    await createGroup(tx, organizationId, 'セミナー参加者');
    const { connectionId, localPart } = await createConnection(tx, organizationId, {
      portal: 're-guide',
      name: 'リガイド 世田谷支店',
      state: 'active',
      assigneeId,
      statusId: statusIds[0] ?? null,
      groupId,
      createdBy: null,
    });
    const apiKey = await createApiKey(tx, organizationId, 'demo');
    return {
      organizationId,
      connectionId,
      inboxLocalPart: localPart,
      apiKey,
      owner: { email: 'owner@mihon.example.jp', password },
    };
  });
}
