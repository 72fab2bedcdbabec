// Puts the program together and takes it apart again: what every part stands on, then the parts this process is to be.
// Everything goes by the database, so the parts may as well run in processes of their own.
import { flushCompileCache } from 'node:module';
import type { Live } from '../notify/index.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { openDatabaseServer } from '../platform/database-server.ts';
import type { Log } from '../platform/log.ts';
import { inboxDomainOf, reachable } from './parts/appearance.ts';
import { layFoundation, type Running } from './parts/foundation.ts';
import { openHealth } from './parts/health.ts';
import { allParts, type Part } from './parts/part.ts';
import { inWords, shortcomingsOf } from './parts/shortcomings.ts';
import type { SmtpPart } from './parts/smtp.ts';
import type { WebPart } from './parts/web.ts';

/** Parts that run in this process; null is one that does not. */
export interface Parts {
  smtp: SmtpPart | null;
  web: WebPart | null;
  /** Port of /healthz and /readyz, where the web part does not answer them. */
  healthPort: number | null;
  db: Database;
  /** Closes the doors at once, finishes what is under way, and ends the embedded database. */
  stop(): Promise<void>;
}

/**
 * Starts these parts (on another server than the settings say, where a caller brings one; the threads that read mails load
 * their portals from `portals`, a module, in place of ours).
 * @throws StartError in one sentence; whatever was started by then is stopped again.
 */
export async function startParts(
  config: Config,
  log: Log,
  parts: readonly Part[] = allParts,
  openServer = openDatabaseServer,
  portals?: URL,
): Promise<Parts> {
  const ends: (() => unknown)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    // Each part brings its own libraries: a process loads none that it does not need.
    const [smtpModule, workerModule, webModule] = await Promise.all([
      parts.includes('smtp') ? import('./parts/smtp.ts') : null,
      parts.includes('worker') ? import('./parts/worker.ts') : null,
      parts.includes('web') ? import('./parts/web.ts') : null,
    ]);
    const hears = [smtpModule, workerModule, webModule].flatMap((module) => module?.hears ?? []);
    const foundation = await layFoundation({ config, log, hears }, openServer, ends);
    const { db } = foundation;

    const running: Running[] = [];
    ends.push(() => Promise.all(running.map((part) => part.stop())));
    const started = <P extends Running>(part: P): P => {
      running.push(part);
      return part;
    };
    const smtp = smtpModule && started(await smtpModule.openSmtp(foundation));
    const door = config.smtpDoor ?? {
      host: reachable(config.smtp.host),
      port: smtp?.port ?? config.smtp.port,
    };
    const web = webModule && started(await webModule.openWeb(foundation, door));
    const url = web?.url ?? config.publicUrl ?? '';
    if (workerModule) started(await workerModule.openWorker(foundation, url, portals));
    const health = web || config.healthPort === null ? null : await openHealth(foundation, config.healthPort);
    if (health) started({ stop: health.close });

    flushCompileCache(); // now: one that is killed later leaves it to the next
    if (web || workerModule)
      for (const shortcoming of shortcomingsOf(config)) log.warn(inWords(shortcoming, config));
    log.info({ parts, url: web?.url, smtpPort: smtp?.port, healthPort: health?.port }, 'started');
    return { smtp, web, healthPort: health?.port ?? null, db, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The whole program in one process. */
export interface Program {
  url: string;
  firstStartUrl: string | null;
  smtpPort: number;
  /** What follows the @ of inbox addresses. */
  inboxDomain: string;
  db: Database;
  live: Live;
  stop(): Promise<void>;
}

/** Starts all parts. @throws as startParts does. */
export async function startProgram(
  config: Config,
  log: Log,
  openServer = openDatabaseServer,
  portals?: URL,
): Promise<Program> {
  const { smtp, web, db, stop } = await startParts(config, log, allParts, openServer, portals);
  if (!smtp || !web) throw new Error('a part was not started');
  const { url, firstStartUrl, live } = web;
  return { url, firstStartUrl, live, smtpPort: smtp.port, inboxDomain: inboxDomainOf(config), db, stop };
}
