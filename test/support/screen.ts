// The built screen for browser tests: web/dist as the sources say, built anew only when they changed.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { FolderTaken, lockFolder } from '../../src/platform/folder-lock.ts';

const web = fileURLToPath(new URL('../../web', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin', 'vite.js');
const lock = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
const dist = join(web, 'dist');
const page = join(dist, 'index.html');
const turns = join(
  tmpdir(),
  `digima-screen-turns-${createHash('sha256').update(web).digest('hex').slice(0, 12)}`,
);

/** Makes sure web/dist is up to date, without a moment in which a program that starts finds half of it. */
export async function buildScreen(): Promise<void> {
  if (isFresh()) return;
  // Test files that start together: one builds, the others wait for it.
  const giveBack = await take(turns);
  try {
    if (!isFresh()) await build();
  } finally {
    giveBack();
  }
}

const isFresh = () => existsSync(page) && statSync(page).mtimeMs > newestSource();

async function take(folder: string): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  for (;;) {
    try {
      return lockFolder(folder);
    } catch (error) {
      if (!(error instanceof FolderTaken)) throw error;
    }
    await delay(200);
  }
}

async function build(): Promise<void> {
  const fresh = mkdtempSync(join(tmpdir(), 'digima-screen-'));
  // A process of its own: under the test runner's NODE_ENV the development build of everything would come out.
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', web, '--outDir', fresh, '--logLevel', 'error'],
    {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const builtPage = join(fresh, 'index.html');
  cpSync(fresh, dist, { recursive: true, filter: (file) => file !== builtPage });
  cpSync(builtPage, `${page}.new`);
  renameSync(`${page}.new`, page);
  rmSync(fresh, { recursive: true });
}

function newestSource(): number {
  const files = ['src', 'public']
    .flatMap((folder) => readdirSync(join(web, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const all = [...files, join(web, 'index.html'), join(web, 'vite.config.ts'), lock];
  return Math.max(...all.map((file) => statSync(file).mtimeMs));
}
