#!/usr/bin/env node
// Starts src/main.ts under Node 24 or newer: the one npm installed beside us when the system's own is older.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const bundled = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

if (Number(process.versions.node.split('.')[0]) >= 24) {
  // Loading the program makes much short-lived garbage; V8 would keep 150 MB of room for it ever after.
  setFlagsFromString('--max-semi-space-size=8');
  await import(main);
} else if (existsSync(bundled)) {
  const run = spawnSync(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exitCode = run.status ?? 1;
} else {
  console.error(
    `digima needs Node.js 24 or newer; this is ${process.version}. Run npm ci in its folder first.`,
  );
  process.exitCode = 78;
}
