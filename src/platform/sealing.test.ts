// What is sealed opens in its place only, with any key of the list.
import { expect, test } from 'vitest';
import { openSealer } from './sealing.ts';

const key = (id: string, byte: number) => ({ id, bytes: Buffer.alloc(32, byte) });

test('what one key sealed opens with it anywhere in the list, for its own place alone', async () => {
  const before = openSealer([key('k1', 1)]);
  const sealed = await before.seal('ひみつ password', 'firm/connection/password');
  expect(sealed).not.toContain('password');
  const after = openSealer([key('k2', 2), key('k1', 1)]);
  expect(await after.open(sealed, 'firm/connection/password')).toBe('ひみつ password');
  await expect(after.open(sealed, 'firm/other/password')).rejects.toThrow();
  await expect(openSealer([key('k2', 2)]).open(sealed, 'firm/connection/password')).rejects.toThrow('k1');
  await expect(openSealer([key('k1', 3)]).open(sealed, 'firm/connection/password')).rejects.toThrow();
});
