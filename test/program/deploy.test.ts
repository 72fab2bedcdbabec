// What deploy/ holds fits the program: its commands are ours, its settings exist, systemd understands its units.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { settings } from '../../src/platform/config.ts';
import { allParts } from '../../src/program/parts/part.ts';
import { runCommand } from '../support/command.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, 'deploy', file), 'utf8');
const unitFiles = readdirSync(join(root, 'deploy/systemd'));
const variables = settings.map(({ variable }) => variable);

/** `[section, key, value]` of a unit, in order (systemd.syntax(7)). */
function entries(unit: string): [string, string, string][] {
  let section = '';
  return unit.split('\n').flatMap((line): [string, string, string][] => {
    if (line === '' || line.startsWith('#')) return [];
    const title = /^\[(\w+)\]$/.exec(line);
    if (title?.[1]) {
      section = title[1];
      return [];
    }
    const [, key = '', value = ''] = /^(\w+)=(.+)$/.exec(line) ?? [];
    expect(key, line).not.toBe('');
    return [[section, key, value]];
  });
}

const valuesOf = (unit: string, wanted: string) =>
  entries(unit).flatMap(([, key, value]) => (key === wanted ? [value] : []));

test.each(unitFiles)('%s starts our command, restarts it, and lets it touch nothing but its data', (file) => {
  const unit = read(`systemd/${file}`);
  const [start = ''] = valuesOf(unit, 'ExecStart');
  const [node = '', script = '', ...args] = start.split(' ');
  expect([node, script]).toEqual(['/opt/digima/node_modules/.bin/node', '/opt/digima/bin/digima.mjs']);
  expect(existsSync(script.replace('/opt/digima', root))).toBe(true);
  expect(args).toEqual(file.includes('@') ? ['start', '--parts=%i'] : ['start']);
  for (const line of valuesOf(unit, 'Environment')) expect(variables).toContain(line.split('=')[0]);
  const once = Object.fromEntries(entries(unit).map(([, key, value]) => [key, value]));
  expect(once).toMatchObject({
    Type: 'notify',
    User: 'digima',
    Restart: 'on-failure',
    RestartPreventExitStatus: '78',
    NoNewPrivileges: 'yes',
    ProtectSystem: 'strict',
    TimeoutStopSec: '60',
    KillMode: 'mixed',
  });
  // What is being received may take 30 s, and what is under way 25 s.
  const [data, ...more] = valuesOf(unit, 'ReadWritePaths');
  expect(data).toBe(once.Environment?.replace('DATA_DIR=', ''));
  expect(data).toBe(`/var/lib/${once.StateDirectory}`);
  // The socket of the guide: where there is no Postfix, there is no such folder.
  const [, socket = ''] =
    /LMTP_SOCKET=(\S+)/.exec(readFileSync(join(root, 'docs/operations.md'), 'utf8')) ?? [];
  expect(more).toEqual([`-${dirname(socket)}`]);
});

test('systemd takes the units as they are', () => {
  const folder = mkdtempSync(join(tmpdir(), 'digima-units-'));
  const names = unitFiles.flatMap((file) =>
    file.includes('@') ? allParts.map((part) => file.replace('@', `@${part}`)) : [file],
  );
  for (const name of names) {
    const file = name.replace(/@\w+/, '@');
    writeFileSync(join(folder, name), read(`systemd/${file}`).replaceAll('/opt/digima', root));
  }
  const run = spawnSync('systemd-analyze', ['verify', ...names.map((name) => join(folder, name))], {
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  // A machine without systemd cannot say; there the test above is all.
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return;
  expect([run.status, run.stderr]).toEqual([0, '']);
});

test('the container file names instructions, files and settings that exist', () => {
  const lines = read('Containerfile').replaceAll('\\\n', ' ').split('\n');
  const instructions = lines.filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of instructions)
    expect(line).toMatch(
      /^(FROM|WORKDIR|COPY|RUN|USER|ENV|VOLUME|EXPOSE|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) /,
    );
  const env = instructions
    .filter((line) => line.startsWith('ENV '))
    .flatMap((line) => line.split(' ').slice(1));
  for (const pair of env) if (!pair.startsWith('NODE_ENV=')) expect(variables).toContain(pair.split('=')[0]);
  const [entry] = instructions.filter((line) => line.startsWith('ENTRYPOINT '));
  const [, script = ''] = JSON.parse(entry?.slice('ENTRYPOINT '.length) ?? '[]');
  expect(existsSync(join(root, script))).toBe(true);
  expect(instructions.indexOf('USER node')).toBeGreaterThan(0);
});

const compose = read('compose.yaml');
const commands = [...compose.matchAll(/^ {4}command: \[(start.+)\]$/gm)].map(([, args = '']) =>
  args.split(', '),
);

test('the example of containers has each part once, and settings that exist', () => {
  expect(commands).toEqual(allParts.map((part) => ['start', `--parts=${part}`]));
  const shared = /^ {2}environment:\n((?: {4}.+\n)+)/m.exec(compose)?.[1] ?? '';
  const named = [...shared.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name);
  expect(named).toContain('SECRET_KEYS');
  for (const name of named) expect(variables).toContain(name);
});

test('the database of the example has connections enough for every process of it', () => {
  const replicas = [...compose.matchAll(/replicas: (\d+)/g)].map(([, n]) => Number(n) - 1);
  const processes = replicas.reduce((sum, more) => sum + more, commands.length);
  const [, most] = /max_connections=(\d+)/.exec(compose) ?? [];
  const [, each] = /多くて(\d+)です/.exec(readFileSync(join(root, 'docs/operations.md'), 'utf8')) ?? [];
  expect(processes).toBe(4);
  expect(Number(most)).toBeGreaterThan(processes * Number(each) + 10);
});

test.each(commands)('%s %s is a command of ours', async (...args) => {
  const { code, text } = await runCommand(args, { DATABASE_URL: 'postgres://127.0.0.1:1/x' });
  expect([code, text]).toEqual([78, expect.stringContaining('SECRET_KEYS must be given')]);
});

/** The command of deploy/, as whoever runs the tests, with these settings in its file. */
function runDeployed(script: string, args: string[], settings: string, program = root) {
  const folder = mkdtempSync(join(tmpdir(), 'digima-deployed-'));
  writeFileSync(join(folder, 'env'), settings);
  const run = spawnSync(join(program, 'deploy', script), args, {
    encoding: 'utf8',
    input: '',
    env: { PATH: process.env.PATH, DIGIMA_USER: userInfo().username, DIGIMA_SETTINGS: join(folder, 'env') },
  });
  rmSync(folder, { recursive: true });
  return run;
}

test('the command has the settings of the service, as systemd reads them, and its data', () => {
  const set = "SMTP_URL='smtp://user:p&a$s#s@relay.example.jp'\nHTTP_PORT='a & b'\n";
  const { status, stderr } = runDeployed('digima', ['start'], set);
  expect([status, stderr]).toEqual([78, expect.stringContaining('HTTP_PORT')]);
  const { stdout } = runDeployed('digima', ['doctor'], '');
  expect(stdout).toContain('/var/lib/digima');
});

test('a mail that cannot be handed on waits with Postfix, also where the program is not there', () => {
  const args = ['a@example.jp', 'x@inbox.example.jp'];
  expect(runDeployed('deliver', args, 'INTAKE_KEYS=void\n').status).toBe(75);
  const halfway = mkdtempSync(join(tmpdir(), 'digima-halfway-'));
  cpSync(join(root, 'deploy'), join(halfway, 'deploy'), { recursive: true });
  expect(runDeployed('deliver', args, '', halfway).status).toBe(75);
  rmSync(halfway, { recursive: true });
});
