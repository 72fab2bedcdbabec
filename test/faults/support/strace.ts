// strace(1): faults put between processes and the kernel.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** @throws when there is none: a proof that needs it fails without it, and is never skipped. */
export function requireStrace(): void {
  const { status, error } = spawnSync('strace', ['-V']);
  if (status !== 0) throw new Error(`strace is needed and cannot be run: ${error?.message ?? status}`);
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
