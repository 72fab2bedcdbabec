// What is settled in batches: each lease is dealt with, also where a mail is there under two.
import { expect, test } from 'vitest';
import type { Database } from '../platform/database.ts';
import { type Log, openLog } from '../platform/log.ts';
import { openSettling, type Ready } from './settle.ts';

test('a mail leased again while it waited is not settled with the lease it lost: the other is tried by itself', async () => {
  const alone: unknown[] = [];
  const nobody = undefined; // a transaction that fails whoever writes in it
  const settle = openSettling(
    {
      db: { withOrganization: async (_: string, work: (tx: unknown) => unknown) => work(nobody) } as Database,
      log: { ...openLog('silent'), warn() {}, error: (said: unknown) => alone.push(said) } as unknown as Log,
      onReadTogether: async (_tx, _organizationId, reads) => reads,
      onRead: async () => {},
      onSettled() {},
    },
    AbortSignal.abort(),
  );
  const ready = (id: string, died = 0) =>
    ({
      mail: { id, organizationId: 'o', attempts: 1, lost: 0, died },
      reading: { confirmation: null },
    }) as Ready;
  // Two batches are under way; the two leases wait behind them, for the same third.
  await Promise.all([ready('a'), ready('b'), ready('c'), ready('c', 1)].map(settle));
  expect(alone).toMatchObject([{ mail: 'c', died: 1 }]);
});
