// The main job's end: a request becomes an inquiry of a customer, new or known, in the caller's transaction.
import { and, eq, sql } from 'drizzle-orm';
import { reviewMail } from '../intake/index.ts';
import { newId } from '../lib/ids.ts';
import { storableDeep } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { addCustomer } from './add-customer.ts';
import type { IncomingRequest } from './model.ts';
import { contactPoints } from './rules/contact-points.ts';
import { match } from './rules/match.ts';
import { requestKeys } from './rules/request-keys.ts';
import {
  addContactPoints,
  addHistory,
  addInquiryKeys,
  addSuspicions,
  addToGroup,
  countInquiry,
  findCandidates,
  findRequest,
  findSameRequest,
  keysOfInquiry,
  linkMail,
  lockIdentities,
  mailsOf,
  nameOf,
} from './store.ts';
import { groups, inquiries } from './tables.ts';

/** A request that is new here, with its customer. */
export type Added = { type: 'added'; inquiryId: string; customerId: string; isNew: boolean };

/** What became of a request. `linked`: it was here already; nothing was made and nobody is to be told. */
export type TakeInOutcome =
  | { type: 'linked'; inquiryId: string; customerId: string | null }
  | { type: 'announced'; inquiryId: string }
  | Added;

/** Takes in a notice: a stub without a customer, completed when the request itself comes. */
export async function takeInNotice(tx: Tx, request: IncomingRequest): Promise<TakeInOutcome> {
  const { organizationId, mailId } = request;
  const keys = requestKeys(
    request.portal,
    request.inquiry,
    contactPoints(request.inquiry.contact),
    request.mailKey,
  );
  await lockIdentities(tx, organizationId, keys);
  const same = await findSameRequest(tx, organizationId, keys);
  if (same) {
    await linkMail(tx, organizationId, same.id, mailId);
    if (same.customerId) await reviewMail(tx, organizationId, [mailId], null);
    return { type: 'linked', inquiryId: same.id, customerId: same.customerId };
  }
  const inquiryId = await insertInquiry(tx, request, keys, { customerId: null, isRepeat: false });
  return { type: 'announced', inquiryId };
}

/**
 * Takes in a request that names somebody: links it, completes its stub, or adds it to its customer. `stubId` says which
 * stub it is when the content may no longer tell (a person corrected it); else it is found by its keys.
 */
export async function takeInInquiry(
  tx: Tx,
  request: IncomingRequest,
  stubId: string | null = null,
): Promise<TakeInOutcome> {
  const { organizationId, mailId } = request;
  const points = contactPoints(request.inquiry.contact);
  const keys = requestKeys(request.portal, request.inquiry, points, request.mailKey);
  const people = points
    .filter((p) => p.kind === 'phone' || p.kind === 'email')
    .map((p) => `${p.kind}|${p.key}`);
  const stubKeys = stubId ? await keysOfInquiry(tx, organizationId, stubId) : [];
  await lockIdentities(tx, organizationId, [...keys, ...stubKeys, ...people]);

  const same = stubId
    ? await findRequest(tx, organizationId, stubId)
    : await findSameRequest(tx, organizationId, keys);
  if (same?.customerId) {
    await linkMail(tx, organizationId, same.id, mailId);
    await addInquiryKeys(tx, organizationId, same.id, keys);
    return { type: 'linked', inquiryId: same.id, customerId: same.customerId };
  }

  const found = match(points, await findCandidates(tx, organizationId, points));
  const customerId = found.customerId ?? (await addCustomer(tx, request));
  const inquiryId = same
    ? await completeStub(tx, same.id, request, keys, customerId, found.customerId !== null)
    : await insertInquiry(tx, request, keys, { customerId, isRepeat: found.customerId !== null });

  const line = { organizationId, customerId, inquiryId, actor: request.actor };
  const added = await addContactPoints(tx, organizationId, customerId, points);
  await countInquiry(tx, organizationId, customerId, found.customerId !== null && added.length > 0);
  await addSuspicions(tx, organizationId, customerId, found.suspicions);
  const { groupId } = request.rules;
  const joined = groupId !== null && (await addToGroup(tx, organizationId, customerId, groupId));
  await addHistory(tx, line, [
    { type: 'inquiry-added', repeat: found.customerId !== null },
    ...(found.customerId ? added.map((point) => ({ type: 'contact-added' as const, ...point })) : []),
    ...(joined
      ? [{ type: 'group-added' as const, group: await nameOf(tx, groups, organizationId, groupId) }]
      : []),
    ...found.suspicions.map((s) => ({ type: 'duplicate-suspected' as const, ...s })),
  ]);
  return { type: 'added', inquiryId, customerId, isNew: found.customerId === null };
}

async function insertInquiry(
  tx: Tx,
  request: IncomingRequest,
  keys: string[],
  belongs: { customerId: string | null; isRepeat: boolean },
): Promise<string> {
  const { organizationId, connectionId, portal, receivedAt, mailId } = request;
  const id = newId();
  const customerAt = belongs.customerId ? sql`clock_timestamp()` : null;
  await tx.insert(inquiries).values({
    id,
    organizationId,
    connectionId,
    portal,
    receivedAt,
    customerAt,
    ...belongs,
    ...contentOf(request),
  });
  await addInquiryKeys(tx, organizationId, id, keys);
  await linkMail(tx, organizationId, id, mailId);
  return id;
}

async function completeStub(
  tx: Tx,
  id: string,
  request: IncomingRequest,
  keys: string[],
  customerId: string,
  isRepeat: boolean,
): Promise<string> {
  const { organizationId, mailId } = request;
  await tx
    .update(inquiries)
    .set({
      customerId,
      isRepeat,
      customerAt: sql`clock_timestamp()`,
      completion: null, // its page need not be read any more
      ...contentOf(request),
    })
    .where(and(eq(inquiries.organizationId, organizationId), eq(inquiries.id, id)));
  await addInquiryKeys(tx, organizationId, id, keys);
  // The mails that announced it have nothing left for anybody to do.
  const notices = (await mailsOf(tx, organizationId, id)).filter((notice) => notice !== mailId);
  await reviewMail(tx, organizationId, notices, null);
  await linkMail(tx, organizationId, id, mailId);
  return id;
}

function contentOf({ inquiry, warnings }: IncomingRequest) {
  const content = storableDeep(inquiry);
  return {
    kind: content.kind,
    requestNumber: content.requestNumber ?? null,
    requestedAt: content.requestedAt ? new Date(content.requestedAt) : null,
    content,
    warnings,
  };
}
