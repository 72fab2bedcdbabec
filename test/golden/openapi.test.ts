// The API's description and its route table, as reviewed: a change shows here first. `vitest -u` writes them anew.
import { expect, test } from 'vitest';
import { createApp, signInRoutes } from '../../src/api/app.ts';
import { openLog } from '../../src/platform/log.ts';

const nothing = undefined as never;
const app = createApp({
  db: nothing,
  auth: nothing,
  live: { subscribe: () => () => {}, close: () => {} },
  log: openLog('silent'),
  onChanged: () => {},
  logins: nothing,
  accountMails: nothing,
  onOptionSwitched: nothing,
  outboundAllow: [],
  sealer: nothing,
  downstream: nothing,
  letterhead: nothing,
  productName: 'Digima',
  support: { name: '', hours: '', url: null },
  optionsSelfService: false,
  publicUrl: null,
  inboxDomain: 'inbox.example.jp',
  ownDoor: nothing,
  portals: [],
  shortcomings: [],
  firstStartSecret: '',
  screenDir: null,
  intakeKeys: [],
  signals: nothing,
  condition: async () => 'ready',
  closing: new AbortController().signal,
});

type Operation = { security?: Record<string, string[]>[] };

test('the OpenAPI description is the reviewed one', async () => {
  const description = await (await app.request('/api/openapi.json')).json();
  await expect(`${JSON.stringify(description, null, 2)}\n`).toMatchFileSnapshot('../../openapi.json');
});

test('every operation under /api/v1 declares who may call it, and the table is the reviewed one', async () => {
  const { paths } = (await (await app.request('/api/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const table = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => {
      expect(security, `${method} ${path}`).toBeDefined();
      return `${method.toUpperCase().padEnd(6)} ${path.padEnd(36)} ${security?.map((s) => Object.keys(s)).join(' or ') || 'public'}`;
    }),
  );
  table.push(
    ...signInRoutes.map(([method, path]) => `${method.padEnd(6)} ${`/api/auth/${path}`.padEnd(36)} sign-in`),
  );
  await expect(`${table.sort().join('\n')}\n`).toMatchFileSnapshot('./routes.txt');
});

test('what is not a declared operation answers 404 and never the screen', async () => {
  const answer = await app.request('/api/nothing');
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});
