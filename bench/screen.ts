// Compressed JavaScript of the first load: what index.html names, gzipped.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../web/dist/', import.meta.url);

/** Bytes, gzip level 6, of the scripts and module preloads of the built page. */
export function measureScreen(): number {
  const page = readFileSync(new URL('index.html', dist), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
  return scripts.reduce(
    (sum, file) => sum + gzipSync(readFileSync(new URL(file, dist)), { level: 6 }).length,
    0,
  );
}
