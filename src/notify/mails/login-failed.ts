// To those in charge of a connection: signing in to the portal failed, why, and what to do.
import type { FailedOutcome, Letter, Letterhead, Recipient } from '../model.ts';
import { line } from '../rules/plain-text.ts';
import {
  endLines,
  greeting,
  htmlEnd,
  htmlHeading,
  htmlLink,
  htmlPage,
  htmlParagraph,
  htmlSteps,
  LINE_MAX,
  paragraphs,
  steps,
  supportLines,
} from './frame.ts';
import { loginCauses } from './login-causes.ts';
import { minuteTime } from './times.ts';

/** What is told of a connection whose login failed. */
export interface FailedLogin {
  connectionId: string;
  connectionName: string;
  portalName: string;
  outcome: FailedOutcome;
  checkedAt: Date | null;
  /** Whether its mails are taken in: then nothing is lost meanwhile. */
  isActive: boolean;
}

/** The users' guide names this subject word for word. */
export function loginFailed(head: Letterhead, recipient: Recipient, failed: FailedLogin): Letter {
  const { portalName, outcome, checkedAt, isActive } = failed;
  const { cause, who, steps: stepsOf } = loginCauses[outcome];
  const todo = stepsOf(portalName);
  const url = `${head.url}/connections/${failed.connectionId}`;
  const intro = [
    `${portalName} との連携が失敗しました。原因と対応の手順をご確認ください。`,
    `連携名称: ${line(failed.connectionName, LINE_MAX)}`,
    ...(checkedAt ? [`確認日時: ${minuteTime(checkedAt)}`] : []),
  ];
  const why = [cause(portalName), who(portalName)];
  const calm = isActive
    ? '反響お知らせメールの取り込みは、この間も続いています。届いた反響が失われることはありません。'
    : '';
  return {
    subject: `【${head.productName}】【ポータルサイト連携結果通知】${portalName} との連携が失敗しました`,
    text: paragraphs(
      greeting(recipient.name),
      intro,
      ['■ 原因', ...why],
      ['■ 対応の手順', ...steps(todo)],
      ['▼連携のページを開く', url],
      calm,
      supportLines(head),
      endLines(head),
    ),
    html: htmlPage([
      htmlParagraph([greeting(recipient.name)]),
      htmlParagraph(intro),
      htmlHeading('原因'),
      htmlParagraph(why),
      htmlHeading('対応の手順'),
      htmlSteps(todo),
      htmlLink('連携のページを開く', url),
      ...(calm ? [htmlParagraph([calm])] : []),
      htmlEnd(head),
    ]),
  };
}

/** What is told once a login that had failed works again. */
export function loginHealed(
  head: Letterhead,
  recipient: Recipient,
  healed: Pick<FailedLogin, 'connectionId' | 'connectionName' | 'portalName' | 'checkedAt'>,
): Letter {
  const { portalName, checkedAt } = healed;
  return {
    subject: `【${head.productName}】【ポータルサイト連携結果通知】${portalName} との連携が回復しました`,
    text: paragraphs(
      greeting(recipient.name),
      [
        `先日お知らせした ${portalName} のログイン情報が、正しく認証されました。お客様の操作は必要ありません。`,
        `連携名称: ${line(healed.connectionName, LINE_MAX)}`,
        ...(checkedAt ? [`確認日時: ${minuteTime(checkedAt)}`] : []),
      ],
      ['▼連携のページを開く', `${head.url}/connections/${healed.connectionId}`],
      supportLines(head),
      endLines(head),
    ),
  };
}
