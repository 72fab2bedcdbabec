// A start with a missing or another key is refused before anything it sealed could be lost.
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner, cloneDatabase } from '../../test/support/database.ts';
import { StartError } from './errors.ts';
import { checkSecretKeys } from './key-check.ts';

let server: Awaited<ReturnType<typeof cloneDatabase>>;
beforeAll(async () => {
  server = await cloneDatabase();
});
beforeEach(() => asOwner(server, (client) => client.query('DELETE FROM key_checks')));

const key = (id: string, byte: number) => ({ id, bytes: Buffer.alloc(32, byte) });
const k1 = key('k1', 1);
const k2 = key('k2', 2);
const known = () =>
  asOwner(server, async (client) =>
    (await client.query('SELECT key_id FROM key_checks ORDER BY 1')).rows.map((row) => row.key_id),
  );

test('a new key goes in front, the old one stays behind it', async () => {
  await checkSecretKeys(server, [k1]);
  await checkSecretKeys(server, [k1]);
  expect(await known()).toEqual(['k1']);
  await checkSecretKeys(server, [k2, k1]);
  expect(await known()).toEqual(['k1', 'k2']);
  await checkSecretKeys(server, [k1, k2]);
});

test('without a key that sealed here it does not start, and says which one is missing', async () => {
  await checkSecretKeys(server, [k1]);
  await expect(checkSecretKeys(server, [k2])).rejects.toThrow(StartError);
  await expect(checkSecretKeys(server, [k2])).rejects.toThrow(/key k1 .* not given: add it to SECRET_KEYS/);
  expect(await known()).toEqual(['k1']);
});

test('with another key under a known id it does not start either', async () => {
  await checkSecretKeys(server, [k1]);
  await expect(checkSecretKeys(server, [key('k1', 9)])).rejects.toThrow(/key k1 is not the one that sealed/);
  await expect(checkSecretKeys(server, [k2, key('k1', 9)])).rejects.toThrow(StartError);
});
