// What is said in a chat. A room has readers we do not know: a name, what was asked and the link, but no phone number, mail
// address or message of the customer's.
import type { InquiryToTell } from '../../customers/index.ts';
import { nameOf, people, whatIs, whatOf } from '../mails/inquiry-words.ts';
import { loginCauses } from '../mails/login-causes.ts';
import type { FailedLogin } from '../mails/login-failed.ts';
import type { SilentConnection } from '../mails/silent-connection.ts';
import { minuteTime } from '../mails/times.ts';
import type { Assigned, Letter, Letterhead } from '../model.ts';
import { line } from '../rules/plain-text.ts';

const NAME_MAX = 60;

/** `place`: where it came in. `assigneeName` null: nobody is in charge. */
export function inquiryMessage(
  head: Letterhead,
  told: Omit<InquiryToTell, 'assigneeId'> & { place: string; assigneeName: string | null },
): Letter {
  const { kind, property, received } = whatIs(told);
  return {
    subject: `${whatOf(told)}: ${nameOf(told, NAME_MAX)}（${line(told.place, NAME_MAX)}）`,
    text: [
      `種別: ${kind}`,
      property && `物件: ${property}`,
      `受信: ${received}`,
      `担当: ${told.assigneeName ? line(told.assigneeName, NAME_MAX) : '未定'}`,
      linkOf(head, told),
    ]
      .filter(Boolean)
      .join('\n'),
  };
}

/** Somebody was put in charge of customers who still wait for an answer. */
export function assignedMessage(
  head: Letterhead,
  { byName, many, items }: Assigned,
  assigneeName: string,
): Letter {
  const by = byName && line(byName, NAME_MAX);
  return {
    subject: `担当が決まりました: ${line(assigneeName, NAME_MAX)}（${people(many)}のお客様${by ? `、${by} さんから` : ''}）`,
    text: [
      ...items.map(
        (item) => `${nameOf(item, NAME_MAX)}（${line(item.place, NAME_MAX)}）\n${linkOf(head, item)}`,
      ),
      ...(many > items.length ? [`ほか${people(many - items.length)}`, `${head.url}/inquiries`] : []),
    ].join('\n'),
  };
}

/** A connection's login failed. */
export function loginFailedMessage(head: Letterhead, failed: FailedLogin): Letter {
  const { portalName, outcome, checkedAt, connectionId } = failed;
  return {
    subject: `${portalName} との連携が失敗しました`,
    text: [
      `連携名称: ${line(failed.connectionName, NAME_MAX)}`,
      checkedAt && `確認日時: ${minuteTime(checkedAt)}`,
      `原因: ${loginCauses[outcome].cause(portalName)}`,
      `${head.url}/connections/${connectionId}`,
    ]
      .filter(Boolean)
      .join('\n'),
  };
}

/** It works again. */
export const loginHealedMessage = (
  head: Letterhead,
  {
    portalName,
    connectionName,
    connectionId,
  }: Pick<FailedLogin, 'portalName' | 'connectionName' | 'connectionId'>,
): Letter => ({
  subject: `${portalName} との連携が回復しました`,
  text: `連携名称: ${line(connectionName, NAME_MAX)}\n${head.url}/connections/${connectionId}`,
});

/** It has been silent for longer than usual. */
export const silentMessage = (head: Letterhead, silent: SilentConnection): Letter => ({
  subject: `${silent.portalName} からのメールが${silent.days}日届いていません`,
  text: [
    `連携名称: ${line(silent.connectionName, NAME_MAX)}`,
    `ふだんの間隔: ${silent.usual}以内`,
    `${head.url}/connections/${silent.connectionId}`,
  ].join('\n'),
});

/** A trial. */
export const testMessage = (head: Letterhead): Letter => ({
  subject: 'テスト送信',
  text: `${line(head.productName, NAME_MAX)}からの通知は、この場所に届きます。\n${head.url}/settings/notifying`,
});

/** Where somebody goes on with an inquiry. */
export const linkOf = (head: Letterhead, { customerId, mailId }: InquiryLink): string =>
  customerId
    ? `${head.url}/customers/${customerId}`
    : mailId
      ? `${head.url}/mails/${mailId}`
      : `${head.url}/review`;

type InquiryLink = Pick<InquiryToTell, 'customerId' | 'mailId'>;
