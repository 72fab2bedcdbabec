// Mails that carry a one-time link: what they say is sealed in the outbox, opened to be sent, and gone once it is.
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import type { Sealer } from '../platform/sealing.ts';
import type { Letter } from './model.ts';
import { type NewMail, type OutgoingMail, putRow } from './store.ts';

type Body = { text: string; html: string | null };
type Place = Pick<OutgoingMail, 'id' | 'organizationId'>;

const boundTo = ({ organizationId, id }: Place) => `${organizationId}/${id}/mail`;

const seal = (sealer: Sealer, place: Place, body: Body) => sealer.seal(JSON.stringify(body), boundTo(place));

/** Puts a mail into the outbox with its body sealed. */
export async function putSealed(
  tx: Tx,
  sealer: Sealer,
  organizationId: string,
  { recipient, letter, kind, event }: Omit<NewMail, 'happenedAt'>,
): Promise<void> {
  const id = newId();
  const sealed = await seal(sealer, { organizationId, id }, bodyOf(letter));
  await putRow(tx, {
    id,
    organizationId,
    kind,
    event,
    recipientId: recipient.userId,
    recipientName: recipient.name,
    recipientAddress: recipient.address,
    subject: letter.subject,
    sealed,
  });
}

/** What a mail says. @throws when it was removed, or no key of ours sealed it. */
export async function openLetter(sealer: Sealer, mail: OutgoingMail): Promise<Body> {
  if (mail.sealed !== null) return JSON.parse(await sealer.open(mail.sealed, boundTo(mail))) as Body;
  if (mail.text === null) throw new Error('an outgoing mail has nothing to say');
  return { text: mail.text, html: mail.html };
}

/** The same body for another row. */
export async function copyBody(sealer: Sealer, mail: OutgoingMail, to: Place) {
  if (mail.sealed === null) return { text: mail.text, html: mail.html };
  return { sealed: await seal(sealer, to, await openLetter(sealer, mail)) };
}

/** What removes a sealed body. */
export const withoutSecret = ({ sealed }: OutgoingMail): { sealed?: null } =>
  sealed === null ? {} : { sealed: null };

const bodyOf = ({ text, html }: Letter): Body => ({ text, html: html ?? null });
