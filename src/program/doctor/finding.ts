// What `digima doctor` says of one thing, and what it looks at the world with.
import type { Config } from '../../platform/config.ts';

/** `failure`: mail cannot come in or go out like this · `warning`: it works, but somebody should know. */
export type Level = 'ok' | 'warning' | 'failure';

export interface Finding {
  /** Stable name of the check. */
  check: string;
  level: Level;
  /** Japanese: what is so. */
  says: string;
  /** Japanese: what to do about it; null when nothing is to be done. */
  remedy: string | null;
}

/** The world outside, as far as checks ask it. */
export interface Surroundings {
  dns: {
    resolveMx(domain: string): Promise<{ exchange: string; priority: number }[]>;
    resolve4(host: string): Promise<string[]>;
    resolve6(host: string): Promise<string[]>;
    resolveTxt(domain: string): Promise<string[][]>;
  };
  /** Where portals' servers deliver: 25 (RFC 5321 §4.5.4.2). */
  mailPort: number;
  now(): Date;
}

/** One check: everything it has to say, in the order one would mend it. */
export type Check = (config: Config, surroundings: Surroundings) => Promise<Finding[]>;

/** Findings of a check, by name. */
export function findingsOf(check: string) {
  return {
    ok: (says: string): Finding => ({ check, level: 'ok', says, remedy: null }),
    warning: (says: string, remedy: string): Finding => ({ check, level: 'warning', says, remedy }),
    failure: (says: string, remedy: string): Finding => ({ check, level: 'failure', says, remedy }),
  };
}

/** The code of an error, for people who look it up. */
export function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: string; cause?: { code?: string }; name?: string };
  return cause?.code ?? code ?? name ?? 'unknown';
}
