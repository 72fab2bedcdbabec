// A person sets up, changes and removes the chats a firm is told in. What was said to one stays in 通知履歴.
import { type AuditActor, addAudit } from '../../accounts/index.ts';
import { newId } from '../../lib/ids.ts';
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Sealer } from '../../platform/sealing.ts';
import type { ChatEvent, ChatService } from './model.ts';
import { chatPlace, type GivenSecret, readSecret } from './secret.ts';
import { addChat, holdChat, listChats, removeChat, updateChat } from './store.ts';

export interface ChatParts {
  sealer: Sealer;
  /** host:port that may stand in for the services' own. */
  outboundAllow: readonly string[];
}

/** More than a firm has rooms to look at. */
const CHATS_MAX = 20;

/** @returns its id @throws AppError input-invalid */
export async function createChat(
  tx: Tx,
  { sealer, outboundAllow }: ChatParts,
  organizationId: string,
  given: { service: ChatService; name: string; events: ChatEvent[] } & GivenSecret,
  actor: AuditActor,
): Promise<string> {
  const { service, name, events } = given;
  const secret = readSecret(service, given, outboundAllow);
  if ((await listChats(tx, organizationId)).length >= CHATS_MAX)
    throw new AppError('input-invalid', {
      fields: { name: `チャットは${CHATS_MAX}件まで登録できます。使わないものを削除してください。` },
    });
  const id = newId();
  const sealed = await sealer.seal(JSON.stringify(secret), chatPlace({ organizationId, id }));
  await addChat(tx, { id, organizationId, service, name, events, sealed });
  await addAudit(tx, organizationId, actor, 'chat.created', id, { service, name });
  return id;
}

/**
 * What is left out stays; a secret is given whole or not at all.
 * @throws AppError not-found, changed-meanwhile, input-invalid
 */
export async function editChat(
  tx: Tx,
  { sealer, outboundAllow }: ChatParts,
  organizationId: string,
  id: string,
  given: {
    version: number;
    name?: string | undefined;
    events?: ChatEvent[] | undefined;
  } & GivenSecret,
  actor: AuditActor,
): Promise<void> {
  const chat = await holdChat(tx, organizationId, id);
  if (!chat) throw new AppError('not-found');
  if (given.version !== chat.version) throw new AppError('changed-meanwhile', { data: { current: chat } });
  const { name = chat.name, events = chat.events, url, token, roomId } = given;
  const isNew = Boolean(url?.trim() || token?.trim() || roomId?.trim());
  const sealed = isNew
    ? await sealer.seal(
        JSON.stringify(readSecret(chat.service, given, outboundAllow)),
        chatPlace({ organizationId, id }),
      )
    : undefined;
  await updateChat(tx, organizationId, id, { name, events, ...(sealed && { sealed }) });
  await addAudit(tx, organizationId, actor, 'chat.edited', id, { name, isSecretNew: isNew });
}

/** Done twice it is done once; what still waits to be said there is not. */
export async function deleteChat(
  tx: Tx,
  organizationId: string,
  id: string,
  actor: AuditActor,
): Promise<void> {
  const chat = await holdChat(tx, organizationId, id);
  if (!chat) return;
  await removeChat(tx, organizationId, id);
  await addAudit(tx, organizationId, actor, 'chat.deleted', id, { name: chat.name });
}
