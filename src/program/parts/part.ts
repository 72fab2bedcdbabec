// The parts of the program, by name: what a process can be told to be, and which settings that asks for.
import { type Config, ConfigError } from '../../platform/config.ts';

/** `smtp` takes mails in · `worker` reads them and does all other work · `web` is the screen and the API. */
export const allParts = ['smtp', 'worker', 'web'] as const;
export type Part = (typeof allParts)[number];

/** Reads `smtp,worker`; null when it names anything else, or nothing. */
export function parseParts(text: string): Part[] | null {
  const names = text.split(',').map((name) => name.trim());
  return names.every(isPart) ? allParts.filter((part) => names.includes(part)) : null;
}

function isPart(name: string): name is Part {
  return (allParts as readonly string[]).includes(name);
}

/** @throws ConfigError when these parts cannot do their work alone with these settings. */
export function checkParts(parts: readonly Part[], config: Config): void {
  const problems: string[] = [];
  const list = parts.join(',');
  if (!config.databaseUrl && parts.length < allParts.length)
    problems.push(
      `DATABASE_URL is needed for --parts=${list}: the embedded PostgreSQL belongs to one process with all parts. Example: DATABASE_URL=postgres://digima:secret@db.example.jp:5432/digima`,
    );
  if (!config.publicUrl && parts.includes('worker') && !parts.includes('web'))
    problems.push(
      `PUBLIC_URL is needed for --parts=${list}: the worker writes links to the screen into mails, and the screen runs elsewhere. Example: PUBLIC_URL=https://digima.example.jp`,
    );
  if (problems.length > 0) throw new ConfigError(problems);
}
