// Mails about a person's own account, for accounts to send: written sealed, in the transaction of what they tell of.
import { organizationName } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import type { Sealer } from '../platform/sealing.ts';
import { invitation, passwordReset, testMail } from './mails/account-mails.ts';
import type { Letterhead, Recipient } from './model.ts';
import { putSealed } from './sealed-letter.ts';
import { putMails } from './store.ts';

/** What these mails are written with. */
export interface AccountMailParts {
  letterhead: Letterhead;
  sealer: Sealer;
}

/** To somebody who is invited; the token stands in the link's fragment, which no server's log sees. */
export async function sendInvitation(
  tx: Tx,
  { letterhead, sealer }: AccountMailParts,
  given: {
    organizationId: string;
    invitationId: string;
    email: string;
    inviterName: string;
    token: string;
    expiresAt: Date;
  },
): Promise<void> {
  const { organizationId, email, inviterName, token, expiresAt } = given;
  const recipient = { userId: null, name: '', address: email };
  const letter = invitation(letterhead, {
    organizationName: (await organizationName(tx, organizationId)) ?? '',
    inviterName,
    url: `${letterhead.url}/invitation#${token}`,
    expiresAt,
  });
  // Each sending has a link of its own, so each is an event of its own.
  const event = `invitation:${given.invitationId}:${newId()}`;
  await putSealed(tx, sealer, organizationId, { kind: 'invitation', event, recipient, letter });
}

/** To a user who forgot the password. `validSeconds` is how long the link is good from now on. */
export async function sendPasswordReset(
  tx: Tx,
  { letterhead, sealer }: AccountMailParts,
  given: {
    organizationId: string;
    userId: string;
    name: string;
    email: string;
    token: string;
    validSeconds: number;
  },
): Promise<void> {
  const { organizationId, userId, name, email, token, validSeconds } = given;
  const recipient = { userId, name, address: email };
  const letter = passwordReset(letterhead, recipient, {
    url: `${letterhead.url}/reset-password#${token}`,
    expiresAt: new Date(Date.now() + validSeconds * 1_000),
  });
  const event = `password-reset:${newId()}`;
  await putSealed(tx, sealer, organizationId, { kind: 'password-reset', event, recipient, letter });
}

/** A trial of sending, to whoever asks; returns the mail's id. */
export async function sendTestMail(
  tx: Tx,
  letterhead: Letterhead,
  organizationId: string,
  recipient: Recipient,
): Promise<string> {
  const event = `test:${newId()}`;
  const letter = testMail(letterhead, recipient, new Date());
  const about = { kind: 'test', event, happenedAt: 'now' } as const;
  const [id] = await putMails(tx, organizationId, [{ ...about, recipient, letter }]);
  if (!id) throw new Error('a mail of its own event is new');
  return id;
}
