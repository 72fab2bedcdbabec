// `digima show` as a process: its lines, its page, its exit code and what it says on standard error.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const room = mkdtempSync(join(tmpdir(), 'show-'));
afterAll(() => rmSync(room, { recursive: true }));

const command = new URL('./show.ts', import.meta.url).href;
const script = `const { showCommand } = await import(${JSON.stringify(command)}); await showCommand().parseAsync(process.argv.slice(1), { from: 'user' });`;

function show(args: string[], input = '') {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { out: run.stdout, err: run.stderr, code: run.status };
}

function file(name: string, content: string | Buffer): string {
  const path = join(room, name);
  writeFileSync(path, content);
  return path;
}

const mail =
  'From: =?UTF-8?B?5bGx55Sw?= <a@example.jp>\r\nTo: b@example.jp\r\nSubject: =?UTF-8?B?5Y+N6Z+/?=\r\nMessage-ID: <1@x>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n本文\r\n';

test('a JSON line has every field, the file as given', () => {
  const path = file('one.eml', mail);
  const { out, err, code } = show(['--json', path]);
  expect(JSON.parse(out)).toEqual({
    file: path,
    subject: '反響',
    from: { name: '山田', address: 'a@example.jp' },
    to: [{ name: '', address: 'b@example.jp' }],
    sentAt: '2026-11-22T10:00:00+09:00',
    messageId: '<1@x>',
    text: '本文\n',
    html: null,
    attachments: [],
    warnings: [],
  });
  expect([out.split('\n').length, err, code]).toEqual([2, '', 0]);
});

test('hundreds of files in one call, in the order given', () => {
  const paths = Array.from({ length: 400 }, (_, k) =>
    file(`many-${k}.eml`, `Subject: ${k}\r\n\r\n${'本文'.repeat(2_000)}\r\n`),
  );
  const lines = show(['--json', ...paths])
    .out.trimEnd()
    .split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { file: string; subject: string }).subject)).toEqual(
    paths.map((_, k) => String(k)),
  );
});

test('- is standard input', () => {
  expect(JSON.parse(show(['--json', '-'], mail).out)).toMatchObject({ file: '-', subject: '反響' });
});

test('what cannot be read is named, the rest is shown, the exit code is 1', () => {
  const { out, err, code } = show(['--json', join(room, 'none.eml'), room, file('ok.eml', mail)]);
  expect(err).toContain(`none.eml: no such file`);
  expect(err).toContain(`${room}: it is a directory`);
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(code).toBe(1);
});

test('a person sees header, attachments and text', () => {
  const { out } = show([file('page.eml', mail)]);
  expect(out).toMatch(
    /件名: 反響\n差出人: 山田 <a@example.jp>\n宛先: b@example.jp\n日時: 2026-11-22T10:00:00\+09:00\n\n本文\n$/,
  );
});

test('nothing in a mail or a name steers the terminal', () => {
  const hostile = Buffer.from(
    'Subject: a\x1b]0;x\x07\u202eb\r\nFrom: "\x1b[2J" <a@example.jp>\r\n\r\nx\x1b[31m\x9b1m\x08\r\n\u202etxt\r\n',
  );
  const { out, err } = show([file('hostile\x1b[2J.eml', hostile), join(room, 'none\x1b[2J')]);
  expect(out + err).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  expect(out).toContain('␛[2J.eml');
});

test('help has examples and says what a line holds', () => {
  const { out } = show(['--help']);
  expect(out).toContain('digima show --json inbox/*.eml');
  expect(out).toContain('attachments');
});
