// Whose the data is: a command by hand under another user would leave files there that the program's own user cannot use.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './errors.ts';
import { NOBODY } from './postgres/run-as.ts';

/** @throws StartError where the data folder, or the database in it, belongs to another user than who runs this. */
export function requireOwner(dataDir: string): void {
  const user = process.getuid?.();
  if (user === undefined) return;
  // Under root the embedded database may be nobody's.
  const ours = user === 0 ? [0, NOBODY] : [user];
  for (const folder of [join(dataDir, 'postgres', 'cluster'), user === 0 ? dataDir : null]) {
    const owner = folder && statSync(folder, { throwIfNoEntry: false })?.uid;
    if (typeof owner === 'number' && !ours.includes(owner))
      throw new StartError(
        `The data in ${dataDir} belongs to another user (uid ${owner}): run this as that user.`,
      );
  }
}
