// Starts the demo: the product on a folder of its own, with an invented firm, and the simulator as its outside world.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHATWORK_TOKEN } from '../../simulator/chat/services.ts';
import { sendFirst } from '../../simulator/portal-sender.ts';
import { startSimulator } from '../../simulator/start.ts';
import type { Config } from '../platform/config.ts';
import { StartError } from '../platform/errors.ts';
import { openLog } from '../platform/log.ts';
import type { DecodedMail } from '../portal-kit/mail.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import { createDemoFirm, type DemoFirm } from './demo-firm.ts';
import { openDemoAccounts, saveFirstLogin, setLoginPage } from './demo-portal.ts';
import { type Program, startProgram } from './start.ts';

/** data/demo.json: what a person or a program needs to try the running demo. */
export interface DemoFile {
  url: string;
  smtp: { host: string; port: number };
  inbox: string;
  apiKey: string;
  owner: { email: string; password: string };
  /** The pretended リガイド: an account to set up, and where its pages are. `sinkUrl`: mails the product sent, `chat`: what to set up as chats, and what was said there. */
  simulator: {
    url: string;
    userId: string;
    password: string;
    publicFormUrl: string;
    staffUrl: string;
    sinkUrl: string;
    chat: { url: string; slackUrl: string; lineWorksUrl: string; chatworkToken: string };
  };
}

/**
 * Starts it in `config.dataDir`, made new or going on. `decode` reads a mail's bytes.
 * @throws StartError in one sentence; what was started by then is stopped again.
 */
export async function startDemo(
  given: Config,
  decode: (raw: Buffer) => DecodedMail,
): Promise<{ about: DemoFile; stop(): Promise<void> }> {
  const ends: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const simulator = await startSimulator(given.dataDir, decode);
    ends.push(simulator.stop);
    const { site, sink, chat } = simulator;
    const config: Config = {
      ...given,
      smtpUrl: given.smtpUrl ?? `smtp://${sink.smtp.host}:${sink.smtp.port}`,
      outboundAllow: [...given.outboundAllow, new URL(site.url).host, chat.host],
      chatworkUrl: chat.chatworkUrl,
    };
    const log = openLog(config.logLevel);
    const program = await startProgram(config, log);
    ends.push(program.stop);
    const { firm, isNew } = await firmOf(config.dataDir, program);
    const smtp = { host: config.smtp.host, port: program.smtpPort };
    const inbox = `${firm.inboxLocalPart}@${program.inboxDomain}`;
    simulator.connect({ domain: program.inboxDomain, smtp });
    openDemoAccounts(site, inbox);
    await setLoginPage(config, log, site.loginUrl);
    if (isNew) {
      await saveFirstLogin(program.url, firm, site);
      await sendFirst(simulator, DEMO_ACCOUNTS.connected, inbox, new Date());
    }
    const account = site.accounts.get(DEMO_ACCOUNTS.toSetUp);
    const about: DemoFile = {
      url: program.url,
      smtp,
      inbox,
      apiKey: firm.apiKey,
      owner: firm.owner,
      simulator: {
        url: site.url,
        userId: account?.userId ?? '',
        password: account?.password ?? '',
        publicFormUrl: site.publicFormUrl,
        staffUrl: site.staffUrl,
        sinkUrl: sink.url,
        chat: {
          url: chat.url,
          slackUrl: chat.slackUrl,
          lineWorksUrl: chat.lineWorksUrl,
          chatworkToken: CHATWORK_TOKEN,
        },
      },
    };
    return { about, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The firm of an earlier start, or a new one. */
async function firmOf(folder: string, program: Program): Promise<{ firm: DemoFirm; isNew: boolean }> {
  const kept = join(folder, 'firm.json');
  if (existsSync(kept)) return { firm: JSON.parse(readFileSync(kept, 'utf8')) as DemoFirm, isNew: false };
  if (program.firstStartUrl === null)
    throw new StartError(
      `The demo in ${folder} was cut short while it was made: begin again with npm run demo -- --fresh.`,
    );
  const firm = await createDemoFirm(program.db);
  writeWhole(kept, JSON.stringify(firm));
  return { firm, isNew: true };
}

/** Under its name it is whole: a crash leaves the file or none. */
export function writeWhole(file: string, text: string): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, file);
}
