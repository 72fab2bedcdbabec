#!/usr/bin/env node
// Starts src/main.ts under Node 24 or newer: the one npm installed beside us when the system's own is older. That one reads this
// file too: nothing is imported by name that it may not have.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
// Loading the program makes much short-lived garbage; V8 would keep 100 MB of room for it ever after. V8 reads this
// when it starts only, so this process starts over in place (not on Windows, which cannot: it runs with more memory).
// glibc keeps memory for each thread apart: with two such places instead of eight a core the program idles with 18 MB less.
const env = { MALLOC_ARENA_MAX: '2', ...process.env };
// What a server loads is compiled once, not at every start. Kept where nobody else writes: whoever does decides what the
// program is.
const folder = { start: '.', demo: 'demo' }[process.argv[2]];
if (folder) env.NODE_COMPILE_CACHE ||= resolve(env.DATA_DIR || 'data', folder, 'compile-cache');
const args = ['--max-semi-space-size=8', ...process.execArgv, main, ...process.argv.slice(2)];

if (Number(process.versions.node.split('.')[0]) >= 24) {
  if (process.platform === 'win32') {
    Object.assign(process.env, env);
    if (folder) module.enableCompileCache();
    await import(main);
  } else process.execve(process.execPath, [process.execPath, ...args], env);
} else if (existsSync(bundled)) {
  const run = spawnSync(bundled, args, { stdio: 'inherit', env });
  process.exitCode = run.status ?? 1;
} else {
  console.error(
    `digima needs Node.js 24 or newer; this is ${process.version}. Run npm ci in its folder first.`,
  );
  process.exitCode = 78;
}
