// strace(1): what a process and its children asked of the kernel, in the order it happened; and faults put into it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** One call. */
export interface Call {
  name: string;
  /** The file or connection: a path, or `TCP:[127.0.0.1:25->127.0.0.1:40000]`. */
  on: string;
  /** What follows the file among the arguments, as strace writes it. */
  args: string;
  /** When it began: its place in the order of all beginnings and ends. */
  from: number;
}

/** A call begins, or returns what it returned (below 0 when it failed). `at` is the place of this. */
export type Moment =
  | { moment: 'begun'; at: number; call: Call }
  | { moment: 'ended'; at: number; call: Call; result: number };

/** @throws when there is none: a proof that needs it fails without it, and is never skipped. */
export function requireStrace(): void {
  const { status, error } = spawnSync('strace', ['-V']);
  if (status !== 0) throw new Error(`strace is needed and cannot be run: ${error?.message ?? status}`);
}

/** The command in front of another that notes writes and syncs of it and all its children in `file`. */
export function tracing(file: string): string[] {
  const calls = 'write,writev,sendto,sendmsg,pwrite64,pwritev,fdatasync,fsync';
  return ['strace', '-f', '--seccomp-bpf', '-yy', '-x', '-s', '16000000', '-e', `trace=${calls}`, '-o', file];
}

const BEGUN = /^(\d+)\s+(\w+)\(\d+<(.*?)>(?=[,) ])(.*)$/s;
const RESUMED = /^(\d+)\s+<\.\.\. \w+ resumed>(.*)$/s;
const ENDED = /\)\s+= (-?\d+)([^"]*)$/;

/** Reads a trace, in the order of what happened. */
export async function* readTrace(file: string): AsyncGenerator<Moment> {
  const open = new Map<string, Call>();
  let at = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'latin1') })) {
    at++;
    const [, pid = '', name = '', on = '', rest = ''] = BEGUN.exec(text) ?? [];
    if (pid !== '') {
      const call = { name, on, args: rest, from: at };
      yield { moment: 'begun', at, call };
      if (rest.endsWith('<unfinished ...>')) open.set(pid, call);
      else yield* ended(call, rest, at);
      continue;
    }
    const [, resumed = '', tail = ''] = RESUMED.exec(text) ?? [];
    const call = open.get(resumed);
    if (!call) continue;
    open.delete(resumed);
    yield* ended(call, tail, at);
  }
}

function* ended(call: Call, tail: string, at: number): Generator<Moment> {
  const [, result = '', note = ''] = ENDED.exec(tail) ?? [];
  if (result === '') return;
  // A call that strace kept from the kernel did nothing, whatever it returned.
  yield { moment: 'ended', at, call, result: note.includes('INJECTED') ? -1 : Number(result) };
}

/** The bytes of the first strings among arguments (`"…"`, several of a writev after another). @throws when strace cut one short. */
export function bytesOf(args: string): Buffer {
  const parts: Buffer[] = [];
  for (const [, text = '', cut = ''] of args.matchAll(/"((?:[^"\\]|\\.)*)"(\.\.\.)?/gs)) {
    if (cut !== '') throw new Error('strace cut a write short: its bytes are not known');
    parts.push(bytesIn(text));
  }
  return Buffer.concat(parts);
}

const LETTERS: Record<string, string> = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f' };

function bytesIn(text: string): Buffer {
  if (/^(?:\\x[0-9a-f]{2})+$/.test(text)) return Buffer.from(text.replaceAll('\\x', ''), 'hex');
  const plain = text.replace(/\\(x[0-9a-f]{2}|[0-7]{1,3}|.)/gs, (_, code: string) => {
    if (code[0] === 'x' && code.length === 3) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return LETTERS[code] ?? code;
  });
  return Buffer.from(plain, 'latin1');
}

/**
 * Lets calls of running processes (and what they start from now on) fail. `inject` as in strace's -e inject=. Resolves
 * once every one is held.
 */
export async function injectInto(pids: number[], inject: string) {
  const watched = pids.flatMap((pid) => ['-p', String(pid)]);
  const [calls = ''] = inject.split(':');
  const child: ChildProcess = spawn(
    'strace',
    ['-f', '-e', `trace=${calls}`, '-e', `inject=${inject}`, ...watched],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  await new Promise<void>((held, failed) => {
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`strace ended: ${said.slice(-500)}`)));
    child.stderr?.on('data', (bytes) => {
      said += bytes;
      // One that ended meanwhile cannot be held.
      const settled = said.match(/^strace: (?:Process \d+ attached|attach: ptrace)/gm)?.length ?? 0;
      if (settled >= pids.length) held();
    });
  });
  return {
    /** How many calls were made to fail so far. */
    injected: (): number => said.match(/\(INJECTED\)/g)?.length ?? 0,
    /** Lets go of the processes: their calls reach the kernel again. */
    async end(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGINT');
      await gone;
    },
  };
}
