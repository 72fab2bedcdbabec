// One kept mail that was read again: what is to be done about it is done, in the caller's transaction.
import type { Connection } from '../../connections/index.ts';
import { holdKept, type KeptMail, noteReread, reviewMail, setAside } from '../../intake/index.ts';
import type { Tx } from '../../platform/database.ts';
import { noteConfirmation, type Reading } from '../../reading/index.ts';
import { startCompletion } from '../completion-job.ts';
import { inquiryOfMail } from '../inquiry-queries.ts';
import type { IncomingRequest } from '../model.ts';
import { contactPoints } from '../rules/contact-points.ts';
import { requestKeys } from '../rules/request-keys.ts';
import { findSameRequests, keysOfInquiries, lockIdentities } from '../store.ts';
import { type TakeInOutcome, takeInInquiry, takeInNotice } from '../take-in.ts';
import { type DecideParts, type Decision, decide, type Said } from './decide.ts';
import type { ReplayKind } from './model.ts';
import { updateInquiry } from './update-inquiry.ts';

/** Whom an inquiry is told to: as of any that is new. */
type Tell = (tx: Tx, inquiry: { organizationId: string; inquiryId: string; runAt?: Date }) => Promise<void>;

export interface RereadParts extends DecideParts {
  tell: Tell;
}

/** What became of it. */
export interface Reread {
  kind: ReplayKind;
  decision: Decision;
  customerId: string | null;
  isNewCustomer: boolean;
  isTold: boolean;
}

/**
 * Does it. The identities come before the mail's row, as where a person makes its customer by hand. `isTold`: whoever is in
 * charge hears of a request that is new.
 */
export async function rereadMail(
  tx: Tx,
  parts: RereadParts,
  organizationId: string,
  id: string,
  reading: Reading | null,
  isTold: boolean,
): Promise<Reread> {
  if (reading) await lockRequest(tx, organizationId, id, reading);
  const mail = await holdKept(tx, organizationId, id);
  const nothing = { customerId: null, isNewCustomer: false, isTold: false };
  if (!mail || !reading) return { kind: 'unread', decision: { do: 'nothing', kind: 'unread' }, ...nothing };
  const decision = await decide(tx, parts, organizationId, mail, reading);
  const { kind } = decision;
  switch (decision.do) {
    case 'nothing':
      return { kind, decision, ...nothing };
    case 'row':
    case 'aside':
      await noteReread(tx, organizationId, mail, reading.row);
      if (decision.do === 'aside') await setAside(tx, organizationId, id);
      if (mail.state === 'failed' && reading.confirmation)
        await noteConfirmation(tx, { ...mail, organizationId, mailId: id }, reading.confirmation);
      return { kind, decision, ...nothing };
    case 'update': {
      if (decision.alsoRow) await noteReread(tx, organizationId, mail, reading.row);
      const { inquiry, upToDate, said } = decision;
      const { warnings } = said;
      await updateInquiry(tx, organizationId, inquiry, upToDate, { warnings, mailKey: reading.sha256 });
      return { kind, decision, ...nothing, customerId: inquiry.customerId };
    }
    case 'take-in': {
      await noteReread(tx, organizationId, mail, reading.row);
      const { said, connection, stub } = decision;
      const request = requestOf(organizationId, mail, reading, said, connection);
      const taken = await takeIn(tx, request, said, stub?.id ?? null);
      if (taken.type === 'linked') await speakFirst(tx, parts, organizationId, id, reading);
      const tells = isTold && taken.type !== 'linked';
      if (tells) await tell(tx, parts.tell, request, taken);
      const customerId = 'customerId' in taken ? taken.customerId : null;
      return {
        kind,
        decision,
        customerId,
        isNewCustomer: taken.type === 'added' && taken.isNew,
        isTold: tells,
      };
    }
  }
}

/** Linked to a request that a later mail brought, it is the one that speaks: now, not at the next run. */
async function speakFirst(
  tx: Tx,
  parts: RereadParts,
  organizationId: string,
  id: string,
  reading: Reading,
): Promise<void> {
  const mail = await holdKept(tx, organizationId, id);
  const decision = mail && (await decide(tx, parts, organizationId, mail, reading));
  if (decision?.do !== 'update') return;
  const { inquiry, upToDate, said } = decision;
  const { warnings } = said;
  await updateInquiry(tx, organizationId, inquiry, upToDate, { warnings, mailKey: reading.sha256 });
}

async function lockRequest(
  tx: Tx,
  organizationId: string,
  mailId: string,
  { result, sha256 }: Reading,
): Promise<void> {
  const link = await inquiryOfMail(tx, organizationId, mailId);
  const keys = [`mail|${mailId}`, ...(link ? await keysOfInquiries(tx, organizationId, [link.id]) : [])];
  if ('inquiry' in result) {
    const points = contactPoints(result.inquiry.contact);
    keys.push(...requestKeys(result.portal, result.inquiry, points, sha256));
    for (const { kind, key } of points) if (kind === 'phone' || kind === 'email') keys.push(`${kind}|${key}`);
  }
  await lockIdentities(tx, organizationId, keys);
}

function requestOf(
  organizationId: string,
  mail: KeptMail,
  { sha256 }: Reading,
  { portal, inquiry, warnings }: Said,
  connection: Connection,
): IncomingRequest {
  return {
    organizationId,
    connectionId: connection.id,
    portal,
    inquiry,
    warnings,
    receivedAt: mail.receivedAt,
    mailId: mail.id,
    mailKey: sha256,
    rules: connection,
    actor: { type: 'intake', connectionId: connection.id, connectionName: connection.name },
  };
}

async function takeIn(
  tx: Tx,
  request: IncomingRequest,
  said: Said,
  stubId: string | null,
): Promise<TakeInOutcome> {
  if (said.outcome === 'notice') return takeInNotice(tx, request);
  if (!stubId) return takeInInquiry(tx, request);
  // The stub may turn out to announce a request that came another way, under a key nobody could read then.
  const { organizationId, portal, inquiry, mailId, mailKey } = request;
  const keys = requestKeys(portal, inquiry, contactPoints(inquiry.contact), mailKey);
  const found = await findSameRequests(tx, organizationId, keys);
  const [same] = found.sort((a, b) => (a.id < b.id ? -1 : 1)); // ids grow: the oldest
  if (!same?.customerId || same.id === stubId) return takeInInquiry(tx, request, stubId);
  await reviewMail(tx, organizationId, [mailId], null);
  return { type: 'linked', inquiryId: same.id, customerId: same.customerId };
}

async function tell(
  tx: Tx,
  told: Tell,
  { organizationId, connectionId, inquiry }: IncomingRequest,
  { type, inquiryId }: TakeInOutcome,
): Promise<void> {
  const atTheLatest =
    type === 'announced' && connectionId
      ? await startCompletion(tx, {
          organizationId,
          connectionId,
          inquiryId,
          detailUrl: inquiry.detailUrl,
        })
      : null;
  await told(tx, { organizationId, inquiryId, ...(atTheLatest && { runAt: atTheLatest }) });
}
