// The logins of connections as pages show them.
import { and, eq, inArray } from 'drizzle-orm';
import { listMembers } from '../../accounts/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { Portal } from '../../portal-kit/define-portal.ts';
import type { Connection } from '../model.ts';
import { portalLogins } from '../tables.ts';
import { isLoginSetUp, loginSetAt } from './definition.ts';
import { isMended } from './rules/refusal.ts';
import type { ConnectionLogin } from './shape.ts';
import { countFailuresOfEach } from './store.ts';

const iso = (time: Date | null) => time?.toISOString() ?? null;

/** One entry for each connection given, also for those without a login (`none`). */
export async function presentLogins(
  tx: Tx,
  organizationId: string,
  connections: Pick<Connection, 'id' | 'portal'>[],
  portals: readonly Portal[],
): Promise<Map<string, ConnectionLogin>> {
  if (connections.length === 0) return new Map();
  const ids = connections.map(({ id }) => id);
  const rows = await tx
    .select()
    .from(portalLogins)
    .where(and(eq(portalLogins.organizationId, organizationId), inArray(portalLogins.connectionId, ids)));
  const portalOf = new Map(connections.map(({ id, portal }) => [id, portal]));
  const failures = await countFailuresOfEach(
    tx,
    rows.map((row) => ({ portal: portalOf.get(row.connectionId) ?? '', accountKey: row.accountKey })),
  );
  const people = new Map((await listMembers(tx, organizationId)).map(({ userId, name }) => [userId, name]));
  const setUp = new Map<string, { is: boolean; at: Date | null }>();
  for (const portal of portals)
    setUp.set(portal.id, { is: await isLoginSetUp(tx, portal), at: await loginSetAt(tx, portal) });

  const known = new Map(rows.map((row, index) => [row.connectionId, { row, failures: failures[index] }]));
  return new Map(
    connections.map(({ id, portal }) => {
      const found = known.get(id);
      const { is: isSetUp, at: setAt } = setUp.get(portal) ?? { is: false, at: null };
      if (!found) return [id, { ...nothing, isSetUp }];
      const { row } = found;
      const name = row.updatedBy ? people.get(row.updatedBy) : undefined;
      return [
        id,
        {
          state: row.state,
          outcome: row.outcome,
          progress: row.progress,
          checkedAt: iso(row.checkedAt),
          verifiedAt: iso(row.verifiedAt),
          nextCheckAt: iso(row.nextCheckAt),
          retries: row.retries,
          version: row.version,
          updatedAt: iso(row.updatedAt),
          updatedBy: row.updatedBy && name !== undefined ? { id: row.updatedBy, name } : null,
          isSetUp,
          isMended: isMended(row, setAt),
          failures: found.failures ?? nothing.failures,
        },
      ];
    }),
  );
}

const nothing: ConnectionLogin = {
  state: 'none',
  outcome: null,
  progress: null,
  checkedAt: null,
  verifiedAt: null,
  nextCheckAt: null,
  retries: 0,
  version: 0,
  updatedAt: null,
  updatedBy: null,
  isSetUp: false,
  isMended: false,
  failures: { mine: 0, others: 0 },
};
