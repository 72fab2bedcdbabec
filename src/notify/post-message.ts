// The job that hands a message to a chat service or a push service, by HTTP.
import type { Database } from '../platform/database.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { Outbound } from '../platform/outbound.ts';
import type { Sealer } from '../platform/sealing.ts';
import { handingOfAnswer } from './chat/answer.ts';
import { messageOf, type Post, postFor } from './chat/format.ts';
import type { ChatSecret, ChatService } from './chat/model.ts';
import { chatPlace } from './chat/secret.ts';
import { sealedOf } from './chat/store.ts';
import { handingOver, type Prepare } from './hand-over.ts';
import { hasLeft } from './has-left.ts';
import { whyOver } from './is-over.ts';
import type { Handing } from './model.ts';
import { dropDevice, openDevice, sealedDevice } from './push/devices.ts';
import { openPushKey, pushKey } from './push/keys.ts';
import { pushRequest, shownOf } from './push/request.ts';

export interface PostingParts {
  db: Database;
  sealer: Sealer;
  outbound: Outbound;
  /** Where Chatwork's API is, without a trailing slash. */
  chatworkUrl: string;
  /** The address mails come from: whom push services may write to. */
  from: string;
}

/** The handler of `post-message`. */
export const postMessage = (parts: PostingParts): JobHandler =>
  handingOver(parts.db, (tx, row) =>
    row.channel === 'push' ? toBrowser(parts)(tx, row) : toChat(parts)(tx, row),
  );

const toChat =
  ({ sealer, outbound, chatworkUrl }: PostingParts): Prepare =>
  async (tx, row) => {
    const { organizationId, recipientAddress: id, subject } = row;
    const sealed = await sealedOf(tx, organizationId, id);
    if (sealed === null) return 'chat-removed';
    const over = await whyOver(tx, row);
    if (over) return over;
    return {
      send: async (given) => {
        const secret = JSON.parse(await sealer.open(sealed, chatPlace({ organizationId, id }))) as ChatSecret;
        const message = messageOf({ subject, text: row.text ?? '' });
        const post = postFor(row.channel as ChatService, secret, message, chatworkUrl);
        return handingOfAnswer(await outbound.send(postOf(post, given)), new Date());
      },
    };
  };

const toBrowser =
  ({ sealer, outbound, from }: PostingParts): Prepare =>
  async (tx, row) => {
    const { organizationId, recipientAddress: id, recipientId, subject } = row;
    if (recipientId && (await hasLeft(tx, organizationId, recipientId))) return 'left';
    const over = await whyOver(tx, row);
    if (over) return over;
    const sealed = await sealedDevice(tx, organizationId, id);
    if (sealed === null) return 'push-gone';
    const key = await pushKey(tx, sealer);
    return {
      send: async (given) => {
        const subscription = await openDevice(sealer, sealed, { organizationId, id });
        const privateKey = await openPushKey(sealer, key.sealed);
        const shown = shownOf(messageOf({ subject, text: row.text ?? '' }), row.inquiryId ?? row.id);
        const { publicKey } = key;
        const post = await pushRequest(subscription, shown, {
          publicKey,
          privateKey,
          subject: `mailto:${from}`,
        });
        const handing = handingOfAnswer(await outbound.send(postOf(post, given)), new Date());
        return isGone(handing) ? { ...handing, answer: 'push-gone' } : handing;
      },
      async whenRefused(inTx, handing) {
        if (handing.answer === 'push-gone') await dropDevice(inTx, organizationId, id);
      },
    };
  };

const postOf = (
  post: Post,
  { beforeLastByte, signal }: { beforeLastByte: () => Promise<void>; signal: AbortSignal },
) => ({ method: 'POST', ...post, beforeLeaving: beforeLastByte, signal }) as const;

/** RFC 8030 §7.3: the subscription is over. */
const isGone = (handing: Handing): handing is Extract<Handing, { type: 'refused' }> =>
  handing.type === 'refused' && /^http (404|410)\b/.test(handing.answer);
