// Haraka from npm, in a folder of its own, keeping each mail in its queue on disk; it delivers nothing.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../test/support/free-port.ts';
import { greets, type Peer } from './peer.ts';

const VERSION = '3.3.4';

export async function startHaraka(): Promise<Peer> {
  const installed = join(tmpdir(), `bench-haraka-${VERSION}`);
  const home = join(installed, 'node_modules', 'haraka');
  if (!existsSync(join(home, 'haraka.js'))) {
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'package.json'), '{"private":true}');
    // Its optional native parts are not built: plugins need them, its server does not.
    execFileSync(
      'npm',
      ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', `haraka@${VERSION}`],
      {
        cwd: installed,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-haraka-'));
  const port = await freePort();
  for (const name of ['config', 'plugins', 'queue']) mkdirSync(join(folder, name));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write('config/smtp.ini', `listen=127.0.0.1:${port}\n`);
  write('config/log.ini', '[main]\nlevel=ERROR\n');
  write('config/me', 'mail.example.jp\n');
  write('config/plugins', 'take_all\n');
  write('config/outbound.ini', 'disabled=true\n');
  cpSync(join(home, 'config', 'connection.ini'), join(folder, 'config', 'connection.ini'));
  write(
    'plugins/take_all.js',
    // No reverse look-ups, as in ours; whoever sends may, and to whom it wants.
    [
      'exports.hook_lookup_rdns = (next) => next(OK, "client.example.jp");',
      'exports.hook_connect = (next, connection) => { connection.relaying = true; next(); };',
      'exports.hook_rcpt = (next) => next(OK);\n',
    ].join('\n'),
  );
  const child = spawn(process.execPath, [join(home, 'bin', 'haraka'), '-c', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await greets(port);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  return {
    what: `Haraka ${version} to its queue on disk`,
    port,
    to: 'box@inbox.example.jp',
    async settled() {},
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
