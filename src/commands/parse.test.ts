// `digima parse` as a process: its lines, its page, its exit code and what it says on standard error.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const samples = fileURLToPath(new URL('../portals/re-guide/samples/', import.meta.url));
const lead = `${samples}000-full.eml`;
const notice = `${samples}000-notice.eml`;
const other = `${samples}000-other.eml`;
const command = new URL('./parse.ts', import.meta.url).href;
const script = `const { parseCommand } = await import(${JSON.stringify(command)}); await parseCommand().parseAsync(process.argv.slice(1), { from: 'user' });`;

function parse(args: string[], input: string | Buffer = '') {
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, '--', ...args], {
    input,
    encoding: 'utf8',
  });
  const lines = run.stdout.split('\n').filter((line) => line.startsWith('{'));
  return {
    out: run.stdout,
    answers: lines.map((line) => JSON.parse(line)),
    err: run.stderr,
    code: run.status,
  };
}

test('one JSON line a file, the file as given, in order', () => {
  const { answers, err, code } = parse(['--json', lead, notice, other]);
  expect([err, code]).toEqual(['', 0]);
  expect(answers.map(({ file, portal, outcome }) => [file, portal, outcome])).toEqual([
    [lead, 're-guide', 'inquiry'],
    [notice, 're-guide', 'notice'],
    [other, 're-guide', 'not-an-inquiry'],
  ]);
  expect(Object.keys(answers[0])).toEqual(['file', 'portal', 'outcome', 'inquiry', 'warnings']);
  expect(answers[0].inquiry.requestNumber).toBe('S28926937');
  expect(answers[2].inquiry).toBeNull();
});

test('standard input', () => {
  const { answers } = parse(['--json', '-'], readFileSync(lead));
  expect(answers).toMatchObject([{ file: '-', outcome: 'inquiry' }]);
});

test('a missing file is named, the others are still read', () => {
  const { answers, err, code } = parse(['--json', '/no/such.eml', lead]);
  expect([answers.length, code]).toEqual([1, 1]);
  expect(err).toBe('digima parse: cannot read /no/such.eml: no such file\n');
});

test('an unknown portal is refused with the known ones', () => {
  const { out, err, code } = parse(['--portal', 'nix', lead]);
  expect([out, code]).toEqual(['', 1]);
  expect(err).toMatch(/no portal nix; known are: .*re-guide/);
});

test('a page for people, in Japanese', () => {
  const { out } = parse(['--portal', 're-guide', lead]);
  expect(out).toContain('結果            反響（顧客にできます）\n');
  expect(out).toContain('お名前          大谷内 陽菜\n');
  expect(out).toContain('電話番号        ０９０－００００－９００６ (+819000009006)\n');
  expect(out).toContain('ご要望          相続登記は未了です（来月予定）。\n                参考URL：');
});
