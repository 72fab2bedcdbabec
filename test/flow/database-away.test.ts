// Pages and keys while the database is away, or has no time: told to try again, and no mistake of ours is noted.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/platform/database.ts';
import { openLog } from '../../src/platform/log.ts';
import { cloneDatabase } from '../support/database.ts';
import { buildFirm, PASSWORD } from '../support/factories.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { openDatabaseProxy } from '../support/proxy.ts';
import { type Session, signIn } from '../support/session.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
let proxy: Awaited<ReturnType<typeof openDatabaseProxy>>;
let program: TestProgram;
let owner: Session;
beforeAll(async () => {
  server = await cloneDatabase();
  const db = await openDatabase(server, openLog('silent'));
  const firm = await buildFirm(db);
  await db.close();
  proxy = await openDatabaseProxy(server);
  program = await startTestProgram({ server: { ...server, url: proxy.url }, firm, port: 0 });
  owner = await signIn(program, { email: firm.owner.email, password: PASSWORD });
});
afterAll(async () => {
  await program.stop();
  await proxy.close();
});

test('while there is no way to it both are told to try again, and go on once there is', async () => {
  expect((await owner('GET', '/customers')).status).toBe(200);
  await proxy.close();
  const unavailable = { status: 503, data: { code: 'unavailable' } };
  expect(await owner('GET', '/customers')).toMatchObject(unavailable);
  const byKey = await program.api('/customers');
  expect([byKey.status, byKey.headers.get('Retry-After')]).toEqual([503, '30']);
  expect(await owner('POST', '/customers', { name: '一　子' })).toMatchObject(unavailable);
  proxy = await openDatabaseProxy(server, proxy.port);
  expect((await owner('GET', '/customers')).data.items).toEqual([]);
});
