// What is measured of the screen is what was built, so the build must be that of the sources as they are.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('../web/', import.meta.url));

/** Throws when something of the screen's sources was changed after it was built. */
export function expectFreshBuild(): void {
  const built = statSync(join(web, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const changed = readdirSync(join(web, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .find((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs > built);
  if (changed) throw new Error(`web/dist is older than ${changed.name}: run npm run build first.`);
}
