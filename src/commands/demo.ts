// `digima demo`: the product with an invented firm, and a simulator that plays リガイド.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import type { SentMail } from '../../simulator/re-guide/model.ts';
import { loadConfig } from '../platform/config.ts';
import { StartError } from '../platform/errors.ts';
import { unwritable } from '../platform/folder-lock.ts';
import { DEMO_ACCOUNTS } from '../program/demo-accounts.ts';
import type { DemoFile } from '../program/start-demo.ts';

export function demoCommand(): Command {
  const demo = new Command('demo')
    .description('start with an invented firm under ./data/demo, a pretended portal, and its first mails')
    .option('--fresh', 'begin again: throw away what an earlier demo made')
    .action(async (options: { fresh?: boolean }) => run(options.fresh ?? false));
  demo
    .command('send')
    .description('send one more mail to the demo that is running')
    .action(async () => {
      const file = demoFile(loadConfig().dataDir);
      if (!existsSync(file)) throw new StartError('No demo runs here: start it first with npm run demo.');
      const { simulator } = JSON.parse(readFileSync(file, 'utf8')) as DemoFile;
      const mails = await askForOne(simulator.staffUrl);
      const refused = mails.find(({ state }) => state !== 'sent');
      if (refused)
        throw new StartError(`The demo did not take the mail (${refused.answer}): try again in a moment.`);
      console.log('1通送信しました。');
    });
  return demo;
}

const demoFile = (folder: string) => join(folder, 'demo.json');

async function askForOne(staffUrl: string): Promise<SentMail[]> {
  const answer = await fetch(`${staffUrl}/requests`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ userIds: [DEMO_ACCOUNTS.connected] }),
  }).catch((cause: Error & { cause?: { code?: string } }) => {
    throw new StartError(
      `The demo does not answer (${cause.cause?.code ?? cause.name}): start it with npm run demo.`,
      { cause },
    );
  });
  return ((await answer.json()) as { mails: SentMail[] }).mails;
}

async function run(fresh: boolean): Promise<void> {
  const given = loadConfig(undefined, { SMTP_HOST: '127.0.0.1', LOG_LEVEL: 'error' });
  if (given.databaseUrl)
    throw new StartError(
      'The demo makes its own database and invented customers: unset DATABASE_URL, or use npm start.',
    );
  const folder = given.dataDir;
  const config = { ...given, dataDir: join(folder, 'demo') };
  if (fresh) await throwAway(config.dataDir);
  makeFolder(config.dataDir);
  const [{ startDemo, writeWhole }, { decodeMail }, { stopOnSignals }] = await Promise.all([
    import('../program/start-demo.ts'),
    import('../reading/mime/index.ts'),
    import('../program/stop-on-signals.ts'),
  ]);
  const { about, stop } = await startDemo(config, decodeMail);
  stopOnSignals(stop);
  writeWhole(demoFile(folder), `${JSON.stringify(about, null, 2)}\n`);
  console.log(welcome(about));
  if (process.stdin.isTTY)
    createInterface({ input: process.stdin }).on('line', async () => {
      const refused = (await askForOne(about.simulator.staffUrl)).find(({ state }) => state !== 'sent');
      if (refused)
        console.error(`送信できませんでした（${refused.answer}）。少し待ってからもう一度お試しください。`);
    });
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

function welcome({ url, smtp, inbox, apiKey, owner, simulator }: DemoFile): string {
  return `
  Digima ポータルサイト連携 デモ

  画面          ${url}
  サインイン    ${owner.email}  /  ${owner.password}
  受信ボックス  ${inbox}
  SMTP          ${smtp.host}:${smtp.port}

  リガイド役（模擬サイト）
  会員ログイン      ${simulator.url}/login
  査定依頼フォーム  ${simulator.publicFormUrl}
  運営の画面        ${simulator.staffUrl}
  届いたメール      ${simulator.sinkUrl}
  チャット          ${simulator.chat.url}

  見てみる
    1. 画面を開いてサインインすると、反響と顧客が並んでいます。
    2. Enterキーを押すと（または別の端末で ./bin/digima.mjs demo send）、リガイド役がもう1通送ります。画面は読み込み直さなくても変わります。
    3. 通知だけのメールは、模擬サイトの詳細ページから補われています。要確認には、詳細ページが見つからない通知と読み取れなかったメールがあります。手で顧客にできます。
    4. APIで見る: curl -H 'Authorization: Bearer ${apiKey}' ${url}/api/v1/customers

  設定を試す
    1. 画面の「ポータルサイト連携」で「ポータルサイトを追加」を押し、リガイドを選びます。
    2. ログイン情報には  ${simulator.userId}  /  ${simulator.password}  を入れます。
    3. 受信ボックスのアドレスをコピーし、会員ログイン →「RE-Guide(リガイド)運営事務局へのお問い合わせ」→「メールアドレスのご変更」で申し込みます（数秒で承認されます）。
    4. 「連携を開始」→「連携する」のあと、査定依頼フォームから依頼すると、反響が届きます。
    5. 違うパスワード、メンテナンスなどは運営の画面で試せます。Digimaが送るメールは「届いたメール」に並びます。
    6. 設定の「通知」でSlackのWebhook URLに  ${simulator.chat.slackUrl}  を入れると、反響が「チャット」に並びます。

  Ctrl-C で終了。次も続きから始まります（最初から: npm run demo -- --fresh）。
`;
}
