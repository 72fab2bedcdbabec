// The job that hands a message to a chat service, by HTTP.
import type { Database } from '../platform/database.ts';
import type { JobHandler } from '../platform/jobs.ts';
import type { Outbound } from '../platform/outbound.ts';
import type { Sealer } from '../platform/sealing.ts';
import { handingOfAnswer } from './chat/answer.ts';
import { messageOf, postFor } from './chat/format.ts';
import type { ChatSecret } from './chat/model.ts';
import { chatPlace } from './chat/secret.ts';
import { sealedOf } from './chat/store.ts';
import { handingOver, type Prepare } from './hand-over.ts';

export interface PostingParts {
  db: Database;
  sealer: Sealer;
  outbound: Outbound;
  /** Where Chatwork's API is, without a trailing slash. */
  chatworkUrl: string;
}

/** The handler of `post-message`. */
export const postMessage = (parts: PostingParts): JobHandler => handingOver(parts.db, posting(parts));

function posting({ sealer, outbound, chatworkUrl }: PostingParts): Prepare {
  return async (tx, row) => {
    const { organizationId, recipientAddress: id, channel, subject } = row;
    if (channel === 'mail') throw new Error('a mail is not posted');
    const sealed = await sealedOf(tx, organizationId, id);
    if (sealed === null) return 'chat-removed';
    return async ({ beforeLastByte, signal }) => {
      const opened = await sealer.open(sealed, chatPlace({ organizationId, id }));
      const message = messageOf({ subject, text: row.text ?? '' });
      const post = postFor(channel, JSON.parse(opened) as ChatSecret, message, chatworkUrl);
      const answer = await outbound.send({ method: 'POST', ...post, beforeLeaving: beforeLastByte, signal });
      return handingOfAnswer(answer, new Date());
    };
  };
}
