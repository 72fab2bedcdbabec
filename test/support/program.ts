// The whole program on a database of its own, with one firm; mail goes in by real SMTP.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { loadConfig } from '../../src/platform/config.ts';
import { type Log, openLog } from '../../src/platform/log.ts';
import type { SecretKey } from '../../src/platform/secret-keys.ts';
import { startProgram } from '../../src/program/start.ts';
import { cloneDatabase } from './database.ts';
import { buildFirm, PASSWORD } from './factories.ts';

export type TestProgram = Awaited<ReturnType<typeof startTestProgram>>;

type Earlier = {
  server: Awaited<ReturnType<typeof cloneDatabase>>;
  firm: Awaited<ReturnType<typeof buildFirm>>;
  port: number;
  secretKeys?: SecretKey[];
};

/**
 * Starts it on free ports; an earlier one given: again on its data and its HTTP port. `settings` are variables, `portals` is
 * a module that readers load in place of ours.
 */
export async function startTestProgram(
  again?: Earlier,
  settings: Record<string, string> = {},
  log?: Log,
  portals?: URL,
) {
  const server = again?.server ?? (await cloneDatabase());
  const config = loadConfig({
    DATA_DIR: mkdtempSync(join(tmpdir(), 'digima-program-')),
    HTTP_PORT: String(again?.port ?? 0),
    SMTP_PORT: '0',
    SMTP_HOST: '127.0.0.1',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    ...settings,
  });
  const secretKeys = again?.secretKeys ?? [{ id: 'k1', bytes: Buffer.alloc(32, 7) }];
  const openServer = async () => ({ server, secretKeys, stop: async () => {} });
  const program = await startProgram(config, log ?? openLog(config.logLevel), openServer, portals);
  const firm = again?.firm ?? (await buildFirm(program.db));
  const api = async (path: string, init: RequestInit = {}) =>
    fetch(`${program.url}/api/v1${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${firm.apiKey}`, ...init.headers },
    });
  return {
    ...program,
    port: Number(new URL(program.url).port),
    server,
    secretKeys,
    firm,
    apiKey: firm.apiKey,
    inboxAddress: `${firm.localPart}@inbox.localhost`,
    owner: { email: firm.owner.email, password: PASSWORD },
    api,
    /** GET as the firm's API key. */
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
    async get(path: string): Promise<any> {
      return (await api(path)).json();
    },
    /**
     * Sends these bytes by SMTP; resolves with the server's answer, rejects when refused. As mail servers do, it comes again where
     * the door has no time just now: it is in this process, which a busy machine may not let run for seconds.
     */
    async sendMail(
      raw: string | Buffer,
      to: string[] = [`${firm.localPart}@inbox.localhost`],
    ): Promise<string> {
      const transport = createTransport({
        host: '127.0.0.1',
        port: program.smtpPort,
        secure: false,
        ignoreTLS: true,
      });
      for (;;) {
        try {
          return (await transport.sendMail({ envelope: { from: 'noreply@re-guide.jp', to }, raw })).response;
        } catch (error) {
          if ((error as { responseCode?: number }).responseCode !== 421) throw error;
          await delay(100);
        }
      }
    },
    /** Resolves once no mail waits to be read; looks again after each change that open pages hear of. */
    async settled(): Promise<void> {
      for (;;) {
        const changed = new Promise<void>((heard) => {
          const off = program.live.subscribe(firm.organizationId, () => {
            off();
            heard();
          });
        });
        if ((await this.get('/mails?state=waiting&limit=1')).items.length === 0) return;
        await changed;
      }
    },
  };
}
