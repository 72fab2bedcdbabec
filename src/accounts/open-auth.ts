// Opens sign-in where a program has it. Loaded then only: better-auth and what it brings are a third of all modules,
// and the doors, the workers and the commands start without them.
import type { openAuth as open } from './auth.ts';

export type Auth = ReturnType<typeof open>;

/** Opens sign-in; what it takes is described there (auth.ts). */
export async function openAuth(...given: Parameters<typeof open>): Promise<Auth> {
  const { openAuth } = await import('./auth.ts');
  return openAuth(...given);
}
