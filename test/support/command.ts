// The command as people run it: a process of its own with no other settings than those given.
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const digima = resolve(import.meta.dirname, '../../bin/digima.mjs');
/** What no test wants: fixed ports, other machines, chatter. */
export const QUIET = {
  HTTP_PORT: '0',
  SMTP_PORT: '0',
  SMTP_HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
  /** A third of the processor time of a start is compiling what the start before it compiled. */
  NODE_COMPILE_CACHE: join(tmpdir(), 'digima-test-compile-cache'),
};
const started: ChildProcess[] = [];

/** For the end of a test file: whatever still runs. */
export function killStarted(): void {
  for (const child of started.splice(0)) child.kill('SIGKILL');
}

/** Ctrl-C where npx runs it: from the terminal, and once more from npm. */
export function ctrlCUnderNpm(child: ChildProcess): void {
  child.kill('SIGINT');
  setTimeout(() => child.kill('SIGINT'), 5);
}

/** Starts it. `says` resolves once it has said a word, and rejects when it ends before. */
export function startCommand(args: string[], env: Record<string, string> = {}) {
  return follow(
    spawn(process.execPath, [digima, ...args], { env: { PATH: process.env.PATH, ...QUIET, ...env } }),
  );
}

/** The same by whatever Node.js its first line finds on the PATH given. */
export const startScript = (args: string[], env: { PATH: string }) =>
  follow(spawn(digima, args, { env: { ...QUIET, ...env } }));

/** The same with a terminal of its own (util-linux script(1)): `child.stdin` is what somebody types. `then` follows in the shell. */
export function startInTerminal(args: string[], env: Record<string, string> = {}, then = '') {
  const command = `${[process.execPath, digima, ...args].map((word) => `'${word}'`).join(' ')} ${then}`;
  return follow(
    spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
      env: { PATH: process.env.PATH, ...QUIET, ...env },
    }),
  );
}

function follow(child: ChildProcessWithoutNullStreams) {
  started.push(child);
  const said = { text: '' };
  child.stdout.on('data', (chunk) => (said.text += chunk));
  child.stderr.on('data', (chunk) => (said.text += chunk));
  const ended = new Promise<number | null>((done) => child.once('close', (code) => done(code)));
  const says = (word: string) =>
    new Promise<void>((heard, failed) => {
      const look = () => said.text.includes(word) && heard();
      child.stderr.on('data', look);
      child.stdout.on('data', look);
      child.once('close', () => failed(new Error(`ended without saying ${word}: ${said.text}`)));
      look();
    });
  return { child, said, ended, says };
}

/** Runs it to its end. */
export async function runCommand(args: string[], env: Record<string, string> = {}) {
  const { ended, said } = startCommand(args, env);
  const code = await ended;
  return { code, text: said.text };
}
