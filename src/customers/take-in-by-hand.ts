// A person turns a mail that could not be read, or a notice, into a customer: the same way in as a read mail.
import { getConnection } from '../connections/index.ts';
import { getMail, reviewMail } from '../intake/index.ts';
import { toE164 } from '../lib/phones.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Contact, Inquiry, InquiryKind } from '../portal-kit/model.ts';
import { getInquiry, inquiryOfMail } from './inquiry-queries.ts';
import type { IncomingRequest } from './model.ts';
import { complete } from './rules/complete.ts';
import { type Added, takeInInquiry } from './take-in.ts';

/** What the person typed beside the mail. Empty fields are left out; one of name, phone, email is there. */
export interface HandEntry {
  kind: InquiryKind;
  name?: string | undefined;
  nameKana?: string | undefined;
  phone?: string | undefined;
  email?: string | undefined;
  postalCode?: string | undefined;
  address?: string | undefined;
  propertyAddress?: string | undefined;
  message?: string | undefined;
}

/**
 * Takes the entry in as the mail's inquiry (completing its stub) and settles the mail. `pasted`: what was read from the
 * request's page; the entry alone says what it has fields for, also where it leaves one empty.
 * @throws AppError not-found, or already-settled when the mail is not in 要確認 or somebody else was first.
 */
export async function takeInByHand(
  tx: Tx,
  organizationId: string,
  mailId: string,
  entry: HandEntry,
  by: { userId: string; name: string },
  pasted: Inquiry | null = null,
): Promise<Added> {
  const mail = await getMail(tx, organizationId, mailId, { review: true });
  if (!mail)
    throw new AppError((await getMail(tx, organizationId, mailId)) ? 'already-settled' : 'not-found');
  const connection = await getConnection(tx, organizationId, mail.connectionId);
  if (!connection) throw new AppError('not-found');
  const stub = await inquiryOfMail(tx, organizationId, mailId);
  const [announced] = stub ? await getInquiry(tx, organizationId, stub.id) : [];
  const request: IncomingRequest = {
    organizationId,
    connectionId: mail.connectionId,
    portal: mail.portal ?? connection.portal,
    inquiry: fill(withPasted(announced?.content, pasted, entry), entry),
    warnings: ['entered-by-hand'],
    receivedAt: mail.receivedAt,
    mailId,
    mailKey: mailId,
    rules: connection,
    actor: { type: 'user', ...by },
  };
  // The mail too: who reads it again names it, whatever the request is known by there.
  const done = await takeInInquiry(tx, request, stub?.id ?? null, [`mail|${mailId}`]);
  // Last, because reading too takes the request's locks before it touches a notice. A refusal rolls all back.
  const settled = await reviewMail(tx, organizationId, [mailId], by.userId);
  if (done.type !== 'added' || !settled) throw new AppError('already-settled');
  return done;
}

/** What the page says beyond the entry's fields, laid over what was announced. */
function withPasted(
  announced: Inquiry | undefined,
  pasted: Inquiry | null,
  entry: HandEntry,
): Inquiry | undefined {
  if (!pasted) return announced;
  const { age, contactTime, contactMethod, phones, phonesAsSent } = pasted.contact;
  const { address: _address, ...property } = pasted.property;
  const { message: _message, ...rest } = pasted;
  const beyond: Inquiry = {
    ...rest,
    contact: {
      ...(age !== undefined && { age }),
      ...(contactTime !== undefined && { contactTime }),
      ...(contactMethod !== undefined && { contactMethod }),
      ...(phones && phonesAsSent && entry.phone === phonesAsSent[0] && { phones, phonesAsSent }),
    },
    property,
  };
  return complete(
    announced ?? { kind: entry.kind, contact: {}, property: {}, request: {}, extras: [] },
    beyond,
  );
}

function fill(announced: Inquiry | undefined, entry: HandEntry): Inquiry {
  const phone = entry.phone && toE164(entry.phone);
  const contact: Contact = {
    ...announced?.contact,
    ...(entry.name && { name: entry.name }),
    ...(entry.nameKana && { nameKana: entry.nameKana }),
    ...(entry.phone &&
      phone &&
      entry.phone !== announced?.contact.phonesAsSent?.[0] && {
        phones: [phone],
        phonesAsSent: [entry.phone],
      }),
    ...(entry.email && { email: entry.email }),
    ...(entry.postalCode && { postalCode: entry.postalCode }),
    ...(entry.address && { address: entry.address }),
  };
  return {
    ...announced,
    kind: entry.kind,
    contact,
    property: { ...announced?.property, ...(entry.propertyAddress && { address: entry.propertyAddress }) },
    request: announced?.request ?? {},
    ...(entry.message && { message: entry.message }),
    extras: [
      ...(announced?.extras ?? []),
      // A phone no E.164 can be made of is never refused: it stays readable here.
      ...(entry.phone && !phone ? [{ label: '電話番号', value: entry.phone }] : []),
    ],
  };
}
