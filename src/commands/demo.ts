// `digima demo`: the product with an invented firm, and a sender that plays リガイド.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { loadConfig } from '../platform/config.ts';
import { StartError } from '../platform/errors.ts';
import { unwritable } from '../platform/folder-lock.ts';
import { openLog } from '../platform/log.ts';
import type { DemoFirm } from '../program/demo-firm.ts';

/** data/demo.json: what a person or a program needs to try the running demo. */
interface DemoFile {
  url: string;
  smtp: { host: string; port: number };
  inbox: string;
  apiKey: string;
  owner: { email: string; password: string };
  simulator: { url: string; userId: string; password: string } | null;
}

/** Why the SMTP client failed: the server's answer, or none and the connection's error code. */
type Refusal = Error & { code?: string; response?: string; responseCode?: number };

export function demoCommand(): Command {
  const demo = new Command('demo')
    .description('start with an invented firm under ./data/demo, and send it the first mails')
    .option('--fresh', 'begin again: throw away what an earlier demo made')
    .action(async (options: { fresh?: boolean }) => run(options.fresh ?? false));
  demo
    .command('send')
    .description('send one more mail to the demo that is running')
    .action(async () => {
      const file = demoFile(loadConfig().dataDir);
      if (!existsSync(file)) throw new StartError('No demo runs here: start it first with npm run demo.');
      await sendNext(JSON.parse(readFileSync(file, 'utf8')) as DemoFile).catch((cause: Refusal) => {
        throw new StartError(
          cause.responseCode === undefined
            ? `The demo does not answer (${cause.code}): start it with npm run demo.`
            : `The demo did not take the mail (${cause.response}): try again in a moment.`,
          { cause },
        );
      });
      console.log('1通送信しました。');
    });
  return demo;
}

const demoFile = (folder: string) => join(folder, 'demo.json');

async function run(fresh: boolean): Promise<void> {
  const given = loadConfig(undefined, { SMTP_HOST: '127.0.0.1', LOG_LEVEL: 'error' });
  if (given.databaseUrl)
    throw new StartError(
      'The demo makes its own database and invented customers: unset DATABASE_URL, or use npm start.',
    );
  const [{ startProgram }, { createDemoFirm }, { stopOnSignals }] = await Promise.all([
    import('../program/start.ts'),
    import('../program/demo-firm.ts'),
    import('../program/stop-on-signals.ts'),
  ]);
  const folder = given.dataDir;
  const config = { ...given, dataDir: join(folder, 'demo') };
  if (fresh) await throwAway(config.dataDir);
  makeFolder(config.dataDir);
  const program = await startProgram(config, openLog(config.logLevel));
  stopOnSignals(program.stop);

  const kept = join(config.dataDir, 'firm.json');
  const isNew = !existsSync(kept);
  if (isNew && program.firstStartUrl === null) {
    await program.stop();
    throw new StartError(
      `The demo in ${config.dataDir} was cut short while it was made: begin again with npm run demo -- --fresh.`,
    );
  }
  if (isNew) writeWhole(kept, JSON.stringify(await createDemoFirm(program.db)));
  const firm = JSON.parse(readFileSync(kept, 'utf8')) as DemoFirm;
  const about: DemoFile = {
    url: program.url,
    smtp: { host: config.smtp.host, port: program.smtpPort },
    inbox: `${firm.inboxLocalPart}@${program.inboxDomain}`,
    apiKey: firm.apiKey,
    owner: firm.owner,
    simulator: null,
  };
  writeWhole(demoFile(folder), `${JSON.stringify(about, null, 2)}\n`);
  if (isNew) await sendFirst(about);
  console.log(welcome(about));
  if (process.stdin.isTTY)
    createInterface({ input: process.stdin }).on('line', () => {
      sendNext(about).catch(({ response, code }: Refusal) =>
        console.error(`送信できませんでした（${response ?? code}）。少し待ってからもう一度お試しください。`),
      );
    });
}

async function sendFirst({ smtp, inbox }: DemoFile): Promise<void> {
  const { firstMails, sendMails } = await import('../../simulator/portal-sender.ts');
  await sendMails(smtp, inbox, firstMails(inbox, new Date()));
}

async function sendNext({ smtp, inbox }: DemoFile): Promise<void> {
  const { nextMail, sendMails } = await import('../../simulator/portal-sender.ts');
  await sendMails(smtp, inbox, [nextMail(inbox, new Date())]);
}

// Under its name it is whole: a crash leaves the file or none.
function writeWhole(file: string, text: string): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, file);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

// Not under a running demo: its lock is held meanwhile.
async function throwAway(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const { lockFolder } = await import('../platform/folder-lock.ts');
  const unlock = lockFolder(folder);
  rmSync(folder, { recursive: true, force: true });
  unlock();
}

function welcome({ url, smtp, inbox, apiKey, owner }: DemoFile): string {
  return `
  Digima ポータルサイト連携 デモ

  画面          ${url}
  サインイン    ${owner.email}  /  ${owner.password}
  受信ボックス  ${inbox}
  SMTP          ${smtp.host}:${smtp.port}

  試してみる
    1. 画面を開いてサインインすると、反響と顧客が並んでいます。
    2. Enterキーを押すと（または別の端末で npx digima demo send）、リガイド役がもう1通送ります。画面は読み込み直さなくても変わります。
    3. 要確認には、通知だけのメールと読み取れなかったメールがあります。手で顧客にできます。
    4. APIで見る: curl -H 'Authorization: Bearer ${apiKey}' ${url}/api/v1/customers

  Ctrl-C で終了。次も続きから始まります（最初から: npm run demo -- --fresh）。
`;
}
