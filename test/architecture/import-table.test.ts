// The import table holds, and every rule of it fails on a trespass: a gate that cannot fail checks nothing.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const config = join(root, '.dependency-cruiser.cjs');
const cruiser = join(root, 'node_modules/.bin/depcruise');

interface Report {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

function cruise(cwd: string, folders: string[]): Report['summary'] {
  const run = spawnSync(cruiser, ['--config', config, '--output-type', 'json', ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(run.stdout, run.stderr).not.toBe('');
  return (JSON.parse(run.stdout) as Report).summary;
}

/** Rule → a file that breaks it, and what it imports. */
const trespasses: Record<string, [file: string, imports: string]> = {
  'no-cycles': ['src/lib/one.ts', 'src/lib/two.ts'],
  'lib-imports-nothing': ['src/lib/a.ts', 'src/platform/log.ts'],
  'platform-imports-lib': ['src/platform/a.ts', 'src/accounts/index.ts'],
  'portal-kit-imports-lib': ['src/portal-kit/a.ts', 'src/platform/log.ts'],
  'a-portal-imports-portal-kit-lib-itself': ['src/portals/x/mail.ts', 'src/portals/y/mail.ts'],
  'accounts-looks-up-the-stream': ['src/accounts/a.ts', 'src/connections/index.ts'],
  'connections-looks-up-the-stream': ['src/connections/a.ts', 'src/intake/index.ts'],
  'intake-looks-up-the-stream': ['src/intake/a.ts', 'src/reading/index.ts'],
  'reading-looks-up-the-stream': ['src/reading/a.ts', 'src/customers/index.ts'],
  'customers-looks-up-the-stream': ['src/customers/a.ts', 'src/notify/index.ts'],
  'notify-looks-up-the-stream': ['src/notify/a.ts', 'src/api/app.ts'],
  'a-stage-is-entered-by-its-door': ['src/program/a.ts', 'src/intake/store.ts'],
  'pure-readers-are-for-commands': ['src/api/b.ts', 'src/reading/read-mail.ts'],
  'the-mail-door-is-for-the-smtp-part': ['src/program/parts/web.ts', 'src/intake/smtp.ts'],
  'the-smtp-part-is-small': ['src/program/parts/smtp.ts', 'src/api/app.ts'],
  'only-api-mounts-routes': ['src/flow.ts', 'src/customers/routes.ts'],
  'api-imports-doors': ['src/api/a.ts', 'src/portals/x/mail.ts'],
  'rules-and-portals-are-pure': ['src/customers/rules/a.ts', 'src/platform/log.ts'],
  'web-imports-nothing-of-src': ['web/src/a.ts', 'src/lib/a.ts'],
  'simulator-plays-the-outside-world': ['simulator/a.ts', 'src/intake/index.ts'],
};

test('the product keeps the import table', () => {
  const { violations, totalCruised } = cruise(root, ['src', 'web/src', 'simulator']);
  expect(violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([]);
  expect(totalCruised).toBeGreaterThan(150);
});

test('every rule fails on its trespass', () => {
  const rules = (createRequire(import.meta.url)(config) as { forbidden: { name: string }[] }).forbidden.map(
    (r) => r.name,
  );
  expect(Object.keys(trespasses).sort()).toEqual(rules.sort());
  const tree = mkdtempSync(join(tmpdir(), 'trespass-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text, { flag: 'a' });
  };
  writeFileSync(join(tree, 'tsconfig.json'), '{}');
  const up = (file: string) => '../'.repeat(file.split('/').length - 1);
  for (const [file, target] of Object.values(trespasses)) {
    write(target, 'export {};\n');
    write(file, `import '${up(file)}${target}';\n`);
  }
  write('src/lib/two.ts', "import './one.ts';\n");
  const broken = new Set(
    cruise(tree, ['src', 'web', 'simulator']).violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`),
  );
  for (const [rule, [file, target]] of Object.entries(trespasses))
    expect(broken).toContain(`${rule}: ${file} → ${target}`);
  rmSync(tree, { recursive: true });
});
