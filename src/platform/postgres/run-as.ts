// As whom the embedded PostgreSQL runs: it refuses root, so under root it runs as nobody, or, where nobody may not
// enter the folder, as root inside a user namespace that shows it as nobody.
import { type SpawnOptions, spawnSync } from 'node:child_process';
import { chownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../errors.ts';

export const NOBODY = 65534;

/** How to start a program of the cluster, and who must own its files (null: whoever we are). */
export interface RunAs {
  command(program: string, args: string[]): [string, string[]];
  spawn: Pick<SpawnOptions, 'uid' | 'gid'>;
  owner: number | null;
}

/**
 * Chooses how to run PostgreSQL in a folder that exists already.
 * @throws StartError in one sentence when root may run it in neither way.
 */
export function chooseRunAs(postgres: string, folder: string): RunAs {
  if (process.getuid?.() !== 0) return { command: (p, a) => [p, a], spawn: {}, owner: null };

  const asNobody = { uid: NOBODY, gid: NOBODY };
  const enters = spawnSync('/bin/sh', ['-c', 'cd "$1" && "$2" --version', 'sh', folder, postgres], asNobody);
  if (enters.status === 0) return { command: (p, a) => [p, a], spawn: asNobody, owner: NOBODY };

  const namespace = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
  const inside = spawnSync('unshare', [...namespace, postgres, '--version']);
  if (inside.status === 0)
    return { command: (p, a) => ['unshare', [...namespace, p, ...a]], spawn: {}, owner: 0 };

  throw new StartError(
    `PostgreSQL does not run as root, and the user it would run as (nobody) may not enter ${folder} or this program's folder: move both under a folder that others may enter (chmod o+x), start as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Gives the cluster's files to whoever runs it: needed after the way of running changed. */
export function own(folder: string, owner: number | null): void {
  if (owner === null) return;
  chownSync(folder, owner, owner);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chownSync(join(entry.parentPath, entry.name), owner, owner);
  }
}
