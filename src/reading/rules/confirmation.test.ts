// What asks to confirm an address and what does not: on invented mails with their truth, on every portal's samples and
// every stranger's, and on text made to cost time.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPortals } from '../../portals/load.ts';
import { decodeMail } from '../mime/index.ts';
import { readMail } from '../read-mail.ts';
import { mailOf } from '../testing/forward-ways.ts';
import { findConfirmation } from './confirmation.ts';

const portals = await loadPortals();

function samplesIn(folder: URL) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => {
      const mail = decodeMail(readFileSync(new URL(name, folder)));
      const expected = readFileSync(new URL(name.replace(/eml$/, 'expected.json'), folder), 'utf8');
      return { name, mail, expected: JSON.parse(expected) };
    });
}

describe('a mail that asks to confirm an address', () => {
  it.each(
    samplesIn(new URL('./confirmation-samples/', import.meta.url)).map((one) => [one.name, one] as const),
  )('%s', (_, { mail, expected }) => {
    expect(findConfirmation(mail)).toEqual(expected);
  });

  it('is never read as a request, and no request is one', () => {
    for (const { name, mail, expected } of samplesIn(new URL('./confirmation-samples/', import.meta.url)))
      if (expected) expect([name, readMail(mail, portals).outcome]).not.toContain('inquiry');
  });

  it('of all kept samples there is one: SUUMO’s', () => {
    const folders = [
      new URL('../samples/', import.meta.url),
      ...portals.map(({ id }) => new URL(`../../portals/${id}/samples/`, import.meta.url)),
    ];
    const found = folders.flatMap(samplesIn).filter(({ mail }) => findConfirmation(mail) !== null);
    expect(found.map(({ name }) => name)).toEqual(['suumo-000-other.eml']);
    expect(found.map(({ mail }) => findConfirmation(mail)?.link)).toEqual([
      'https://jds.suumo.jp/confirm?k=abc123',
    ]);
  });
});

it.each([
  ['links', 'https://a.example/confirm?t=1 '.repeat(20_000)],
  ['one endless link', `https://a.example/${'a'.repeat(400_000)}`],
  ['words without an end', 'メールアドレスの確認'.repeat(40_000)],
  ['presses', 'クリック登録'.repeat(60_000)],
  ['code names', '認証コード\n'.repeat(60_000)],
  ['code names in a row', `認証コード${'　'.repeat(200_000)}1234`],
  ['English', 'click verify '.repeat(30_000)],
  ['anchors', '<a href="https://a.example/confirm'.repeat(10_000)],
])('%s cost no time', (_, text) => {
  const started = performance.now();
  findConfirmation({ ...mailOf(null, 'メールアドレスの確認', text), html: text });
  findConfirmation({ ...mailOf(null, text, ''), html: text });
  expect(performance.now() - started).toBeLessThan(3_000);
});
