// What a server to compare with is: set up from its package, started on a port, thrown away afterwards.
import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A server that takes mail for `to` on `port` of this machine. */
export interface Peer {
  /** What it is, its version, and what it does with a mail before it says 250. */
  what: string;
  port: number;
  to: string;
  /** Resolves when nothing of what it took is still being worked on. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Resolves once something greets there. The gate starts it with what its tests leave of the processors, which takes long. */
export async function greets(port: number, withinMs = 180_000): Promise<void> {
  for (const until = Date.now() + withinMs; Date.now() < until; await delay(100)) {
    const greeted = await new Promise<boolean>((answer) => {
      const socket = connect(port, '127.0.0.1');
      socket.setTimeout(2_000, () => socket.destroy());
      socket.on('data', () => answer(true));
      socket.on('error', () => answer(false));
      socket.on('close', () => answer(false));
      socket.once('data', () => socket.end('QUIT\r\n'));
    });
    if (greeted) return;
  }
  throw new Error(`nothing greets on port ${port}`);
}

/** Installs a Debian package where it is missing. Needs root. */
export function needDebian(command: string, name: string): void {
  try {
    execFileSync('/bin/sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
  } catch {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
}
