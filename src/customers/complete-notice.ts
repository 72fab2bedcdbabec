// The job `complete-notice`: a notice says only that somebody asked; signed in to the portal, its page says who. Whatever
// comes of it is written with the inquiry, and its stub stays until somebody is found.
import { type Connection, getConnection, type PortalPages } from '../connections/index.ts';
import { reviewMail } from '../intake/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Job, JobHandler, Lease } from '../platform/jobs.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import type { Inquiry } from '../portal-kit/model.ts';
import { readPage } from '../reading/index.ts';
import { noteCompletion, noteUnlessComplete } from './completions.ts';
import { getInquiry, type InquiryRow } from './inquiry-queries.ts';
import type { Completion, CompletionFailure } from './model.ts';
import { complete, isOtherRequest } from './rules/complete.ts';
import { isTimeToTell, nextTry } from './rules/completion-tries.ts';
import { takeInInquiry } from './take-in.ts';

export interface CompletionParts {
  portals: readonly Portal[];
  pages: PortalPages;
  takesIn(tx: Tx, organizationId: string, connection: Connection): Promise<boolean>;
  /** Whoever is in charge may hear of it now: it is complete, or stays a bare notice for the time being. Called again, nobody hears it twice. */
  tell(tx: Tx, inquiry: { organizationId: string; inquiryId: string }): Promise<void>;
}

/** Another sign-in of the account is under way: usually for seconds, on a portal that hangs for longer. */
const BUSY_AGAIN_MS = 5_000;
const LONG_BUSY_AGAIN_MS = 60_000;

type Found = { inquiry: Inquiry; warnings: string[] } | CompletionFailure | 'busy';

/** The handler to register under COMPLETE_NOTICE. */
export function completeNoticeHandler(parts: CompletionParts): JobHandler {
  return {
    async run(job, lease) {
      const { organizationId, subjectId: inquiryId } = job;
      const stub = await lease.hold((tx) => openStub(tx, parts, organizationId, inquiryId));
      if (stub === null) {
        await lease.done();
        return;
      }
      if (typeof stub === 'string') return fail(parts, job, lease, stub);
      const found = await lookUp(parts, stub, organizationId, lease);
      if (found === 'busy') await wait(parts, job, lease, stub.row.receivedAt);
      else if (typeof found === 'string') await fail(parts, job, lease, found);
      else await settle(parts, job, lease, found);
    },
    async givenUp(tx, { organizationId, subjectId: inquiryId }) {
      const [row] = await getInquiry(tx, organizationId, inquiryId);
      const tries = (row?.completion?.tries ?? 0) + 1;
      const failed = noted('failed', 'failed', tries);
      if (await noteUnlessComplete(tx, { organizationId, inquiryId }, failed))
        await parts.tell(tx, { organizationId, inquiryId });
    },
  };
}

interface Stub {
  row: InquiryRow;
  connection: Connection;
  url: string;
}

/** The notice as it is now; a failure that is known without asking the portal; null: nothing is left to do. */
async function openStub(
  tx: Tx,
  { takesIn }: CompletionParts,
  organizationId: string,
  inquiryId: string,
): Promise<Stub | CompletionFailure | null> {
  const [row] = await getInquiry(tx, organizationId, inquiryId);
  if (!row || row.customerId) return null;
  const connection = row.connectionId && (await getConnection(tx, organizationId, row.connectionId));
  if (!connection || !(await takesIn(tx, organizationId, connection))) return 'stopped';
  const { detailUrl: url } = row.content;
  return url === undefined ? 'no-link' : { row, connection, url };
}

async function lookUp(
  { portals, pages }: CompletionParts,
  { row, connection, url }: Stub,
  organizationId: string,
  lease: Lease,
): Promise<Found> {
  const opened = await pages.open({ organizationId, connectionId: connection.id, url }, lease);
  if (opened.outcome !== 'page') return opened.outcome;
  const portal = portals.find(({ id }) => id === row.portal);
  const result = portal && readPage({ text: null, html: opened.html }, portal);
  if (result?.outcome !== 'inquiry') return 'unreadable';
  return isOtherRequest(row.content, result.inquiry) ? 'other-request' : result;
}

/** Somebody else's turn. Behind a heap of others on a slow portal the owner hears of the notice meanwhile. */
async function wait(
  { tell }: CompletionParts,
  { organizationId, subjectId: inquiryId }: Job,
  lease: Lease,
  receivedAt: Date,
): Promise<void> {
  await lease.settle(async (tx, now) => {
    const soon = new Date(now.getTime() + BUSY_AGAIN_MS);
    if (!isTimeToTell(receivedAt, soon)) return soon;
    await tell(tx, { organizationId, inquiryId });
    return new Date(now.getTime() + LONG_BUSY_AGAIN_MS);
  });
}

async function fail(
  { tell }: CompletionParts,
  { organizationId, subjectId: inquiryId }: Job,
  lease: Lease,
  why: CompletionFailure,
): Promise<void> {
  const row = await lease.hold(async (tx) => (await getInquiry(tx, organizationId, inquiryId))[0]);
  if (!row) throw new Error('an inquiry is gone');
  const tries = (row.completion?.tries ?? 0) + 1;
  await lease.settle(async (tx, now) => {
    const nextAt = why === 'unavailable' ? nextTry(tries, now) : null;
    // The page took its time: the full mail may have come meanwhile, or a person.
    const failed = noted(nextAt ? 'waiting' : 'failed', why, tries, nextAt);
    const isNoted = await noteUnlessComplete(tx, { organizationId, inquiryId }, failed);
    if (isNoted && (!nextAt || isTimeToTell(row.receivedAt, nextAt)))
      await tell(tx, { organizationId, inquiryId });
    return nextAt;
  });
}

async function settle(
  parts: CompletionParts,
  { organizationId, subjectId: inquiryId }: Job,
  lease: Lease,
  { inquiry, warnings }: Exclude<Found, string>,
): Promise<void> {
  await lease.done(async (tx) => {
    // As it is now: the page took its time.
    const stub = await openStub(tx, parts, organizationId, inquiryId);
    if (stub === null) return;
    if (typeof stub === 'string') {
      const failed = noted('failed', stub, 1);
      if (await noteUnlessComplete(tx, { organizationId, inquiryId }, failed))
        await parts.tell(tx, { organizationId, inquiryId });
      return;
    }
    const { row, connection } = stub;
    const tries = (row.completion?.tries ?? 0) + 1;
    const [mailId] = row.mailIds;
    if (mailId === undefined) throw new Error('a notice came without a mail');
    const done = await takeInInquiry(
      tx,
      {
        organizationId,
        connectionId: connection.id,
        portal: row.portal,
        inquiry: complete(row.content, inquiry),
        warnings,
        receivedAt: row.receivedAt,
        mailId,
        mailKey: mailId,
        rules: connection,
        actor: { type: 'intake', connectionId: connection.id, connectionName: connection.name },
      },
      inquiryId,
    );
    if (done.type !== 'added') return; // somebody was faster
    await reviewMail(tx, organizationId, row.mailIds, null);
    await noteCompletion(tx, { organizationId, inquiryId }, noted('completed', null, tries));
    await parts.tell(tx, { organizationId, inquiryId });
  });
}

function noted(
  state: Completion['state'],
  why: CompletionFailure | null,
  tries: number,
  nextAt: Date | null = null,
): Completion {
  return { state, why, tries, triedAt: new Date().toISOString(), nextAt: nextAt?.toISOString() ?? null };
}
