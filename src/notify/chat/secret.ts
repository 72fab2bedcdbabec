// How a chat is reached, as a person gives it: checked, then sealed for its row.
import { AppError } from '../../platform/errors.ts';
import type { ChatSecret, ChatService } from './model.ts';

/** As typed; which of them are needed depends on the service. */
export interface GivenSecret {
  url?: string | undefined;
  token?: string | undefined;
  roomId?: string | undefined;
}

/** What a sealed secret belongs to. */
export const chatPlace = ({ organizationId, id }: { organizationId: string; id: string }): string =>
  `${organizationId}/${id}/chat`;

const hosts: Record<Exclude<ChatService, 'chatwork'>, { host: string; path: RegExp; words: string }> = {
  slack: {
    host: 'hooks.slack.com',
    path: /^\/(?:services|workflows|triggers)\/./,
    words: 'SlackのWebhook URL（https://hooks.slack.com/services/…）を入力してください。',
  },
  'line-works': {
    host: 'webhook.worksmobile.com',
    path: /^\/message\/./,
    words: 'LINE WORKSのWebhook URL（https://webhook.worksmobile.com/message/…）を入力してください。',
  },
};

/**
 * `allow`: host:port that may stand in for the services' own (OUTBOUND_ALLOW).
 * @throws AppError input-invalid with the fields
 */
export function readSecret(
  service: ChatService,
  { url = '', token = '', roomId = '' }: GivenSecret,
  allow: readonly string[],
): ChatSecret {
  if (service === 'chatwork') {
    // A room's address in the browser ends with #!rid and its number: people copy it whole.
    const room = /^(?:.*rid)?(\d{1,20})$/.exec(roomId.normalize('NFKC').trim())?.[1];
    const fields = {
      ...(!/^[!-~]{8,200}$/.test(token.trim()) && { token: 'ChatworkのAPIトークンを入力してください。' }),
      ...(!room && { roomId: 'ルームID（数字）、またはルームのURLを入力してください。' }),
    };
    if (!room || Object.keys(fields).length > 0) throw new AppError('input-invalid', { fields });
    return { token: token.trim(), roomId: room };
  }
  const { host, path, words } = hosts[service];
  const typed = url.trim();
  const given = URL.canParse(typed) ? new URL(typed) : null;
  const port = given?.port || (given?.protocol === 'https:' ? '443' : '80');
  const isTheirs = given?.protocol === 'https:' && given.host === host && path.test(given.pathname);
  if (!given || given.username || !(isTheirs || allow.includes(`${given.hostname}:${port}`)))
    throw new AppError('input-invalid', { fields: { url: words } });
  return { url: given.href };
}
