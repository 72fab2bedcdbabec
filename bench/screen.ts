// Compressed JavaScript of the first load: what index.html names and the words of the one language that is loaded, gzipped.
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expectFreshBuild } from './built-screen.ts';

const dist = new URL('../web/dist/', import.meta.url);

/** Bytes, gzip level 6, of the scripts and module preloads of the built page, and of the words it begins with. */
export function measureScreen(): number {
  expectFreshBuild();
  const page = readFileSync(new URL('index.html', dist), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const japanese = readdirSync(new URL('assets/', dist)).filter((file) => /^words-ja-.*\.js$/.test(file));
  return [...scripts, ...japanese.map((file) => `assets/${file}`)].reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 6 }).length,
    0,
  );
}
