// The key file: made once, read again, and never replaced when it is broken.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { StartError } from './errors.ts';
import { ownSecretKeys } from './secret-keys.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'digima-keys-'));
  folders.push(folder);
  return folder;
}

test('one key of 32 bytes is made, for its owner only, and read again; what a crash left of making it is nothing', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys/secret-keys.new'), 'k1:cut');
  const made = ownSecretKeys(folder);
  expect(made.map(({ id, bytes }) => [id, bytes.length])).toEqual([['k1', 32]]);
  expect(ownSecretKeys(folder)).toEqual(made);
  expect(readdirSync(join(folder, 'keys'))).toEqual(['secret-keys']);
  expect(statSync(join(folder, 'keys/secret-keys')).mode & 0o777).toBe(0o600);
});

const whole = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
test.each(['', '\n', 'k1:', whole.slice(0, -5), `${whole},`, `${whole},k2:short`])(
  'a broken file stops the start in one sentence and stays as it is: %j',
  (text) => {
    const folder = newFolder();
    mkdirSync(join(folder, 'keys'));
    const file = join(folder, 'keys/secret-keys');
    writeFileSync(file, text);
    expect(() => ownSecretKeys(folder)).toThrow(StartError);
    expect(() => ownSecretKeys(folder)).toThrow(/^\S+secret-keys is damaged .*backup/);
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('several keys are read in their order', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'keys'));
  writeFileSync(join(folder, 'keys/secret-keys'), `k2${whole.slice(2)},${whole}\n`);
  expect(ownSecretKeys(folder).map(({ id }) => id)).toEqual(['k2', 'k1']);
});
