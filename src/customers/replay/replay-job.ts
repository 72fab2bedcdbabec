// The job `replay`: page by page through the kept mails, oldest first. Each mail that is different is a short transaction of
// its own, in which the run's progress is written too: ended anywhere, it goes on from there and nothing is done twice.
import type { Connection } from '../../connections/index.ts';
import { countKept, type KeptMail, nextKept, noteReaderVersion } from '../../intake/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import type { Job, JobHandler, Lease } from '../../platform/jobs.ts';
import type { ReadOutcome } from '../../portal-kit/model.ts';
import type { Readers, Reading } from '../../reading/index.ts';
import { getCustomers } from '../queries.ts';
import { type Change, changesBetween } from '../rules/bring-up-to-date.ts';
import { contactPoints } from '../rules/contact-points.ts';
import { requestKeys } from '../rules/request-keys.ts';
import { type Decision, decide } from './decide.ts';
import { DIFFERENCES_SHOWN, type Difference, noCounts, type ReplayCounts, shown } from './model.ts';
import { type Reread, type RereadParts, rereadMail } from './reread-mail.ts';
import { ended, getReplay, type Replay, runningReplay, updateReplay } from './store.ts';

export interface ReplayParts {
  db: Database;
  readers: Pick<Readers, 'read'>;
  takesIn(tx: Tx, organizationId: string, connection: Connection): Promise<boolean>;
  tell: RereadParts['tell'];
}

const PAGE = 100;
const PAGE_BYTES = 8 * 1024 * 1024;
/** Read at a time: mails that come in find a reader between them. */
const AT_ONCE = 2;
/** Nobody is told of a request that is older than this: it has long been dealt with, or never will be. */
const TOLD_WITHIN_MS = 7 * 24 * 60 * 60_000;
const BUSY_AGAIN_MS = 10_000;

/** How far a run is. `foundOutcomes`, `foundKeys`: what a preview would have written by then. */
interface Run {
  counts: ReplayCounts;
  differences: Difference[];
  cursor: string | null;
  foundOutcomes: Map<string, ReadOutcome>;
  foundKeys: Set<string>;
}

type KeptRaw = KeptMail & { raw: Buffer };
type Read = { mail: KeptMail; reading: Reading | null };

/** The handler to register under REPLAY. */
export function replayHandler(parts: ReplayParts): JobHandler {
  return {
    async run(job, lease) {
      const replay = await lease.hold((tx) => begin(tx, job));
      if (!replay) {
        await lease.done();
        return;
      }
      if (replay === 'busy') {
        await lease.settle(async (_tx, now) => new Date(now.getTime() + BUSY_AGAIN_MS));
        return;
      }
      const { organizationId } = job;
      // A preview begins anew: it has written nothing.
      const isPreview = replay.phase === 'preview';
      const run: Run = {
        counts: isPreview ? noCounts() : replay.counts,
        differences: isPreview ? [] : replay.differences,
        cursor: isPreview ? null : replay.cursor,
        foundOutcomes: new Map(),
        foundKeys: new Set(),
      };
      for (;;) {
        lease.signal.throwIfAborted();
        const page = await parts.db.withOrganization(organizationId, (tx) =>
          nextKept(tx, organizationId, replay, { after: run.cursor, limit: PAGE, bytes: PAGE_BYTES }),
        );
        if (page.length === 0) break;
        const read = await readAll(parts, page);
        if (isPreview) await preview(parts, lease, replay, run, read);
        else await apply(parts, lease, replay, run, read);
      }
      await lease.done((tx) =>
        updateReplay(tx, organizationId, replay.id, {
          state: isPreview ? 'previewed' : 'done',
          ...ended,
        }),
      );
    },
    async givenUp(tx, { organizationId, subjectId: id }) {
      await updateReplay(tx, organizationId, id, { state: 'failed', ...ended });
    },
  };
}

/**
 * The replay to run, or null when there is nothing to do. One that was given up is taken up again by 再処理; `busy`: another runs
 * in this organization by then, whose end it waits for.
 */
async function begin(tx: Tx, { organizationId, subjectId: id }: Job): Promise<Replay | 'busy' | null> {
  const replay = await getReplay(tx, organizationId, id);
  if (!replay || (replay.state !== 'running' && replay.state !== 'failed')) return null;
  if (replay.state === 'failed' && (await runningReplay(tx, organizationId))) return 'busy';
  const total = await countKept(tx, organizationId, replay);
  await updateReplay(tx, organizationId, id, { total, state: 'running', endedAt: null });
  return replay;
}

async function readAll({ readers }: ReplayParts, page: KeptRaw[]): Promise<Read[]> {
  const left = page.entries();
  const read: Read[] = [];
  const lane = async () => {
    for (const [at, { raw, ...mail }] of left) {
      // One that waits is read anyway, and one that nobody can read stays as it is.
      const reading =
        mail.state === 'waiting'
          ? null
          : await readers.read(raw, { isSuspect: mail.state === 'failed' }).catch(() => null);
      read[at] = { mail, reading };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return read;
}

async function preview(
  parts: ReplayParts,
  lease: Lease,
  replay: Replay,
  run: Run,
  page: Read[],
): Promise<void> {
  const { organizationId } = replay;
  const { foundOutcomes } = run;
  const decided = await parts.db.withOrganization(organizationId, async (tx) => {
    const decisions: Decision[] = [];
    for (const { mail, reading } of page) {
      const decision = await decide(tx, { ...parts, foundOutcomes }, organizationId, mail, reading);
      const writes = decision.do === 'row' || decision.do === 'take-in' || decision.do === 'update';
      if (reading && writes) foundOutcomes.set(mail.id, reading.row.outcome);
      decisions.push(decision);
    }
    return decisions;
  });
  for (const [at, decision] of decided.entries()) {
    const { mail, reading } = page[at] as Read;
    const tried =
      decision.do === 'take-in' && reading
        ? await tryOut(parts, organizationId, mail, reading, run)
        : { customerId: decision.do === 'update' ? decision.inquiry.customerId : null, isNewCustomer: false };
    await parts.db.withOrganization(organizationId, (tx) =>
      countIn(tx, run, organizationId, mail, reading, { ...tried, decision }),
    );
  }
  await lease.hold((tx) => progress(tx, replay, run));
}

class Undo extends Error {}

/** Who it would be, taken back before anybody can see it. Two requests of somebody new are one customer. */
async function tryOut(
  parts: ReplayParts,
  organizationId: string,
  mail: KeptMail,
  reading: Reading,
  { foundKeys, foundOutcomes }: Run,
): Promise<Pick<Reread, 'customerId' | 'isNewCustomer'>> {
  let done: Reread | undefined;
  await parts.db
    .withOrganization(organizationId, async (tx) => {
      done = await rereadMail(tx, { ...parts, foundOutcomes }, organizationId, mail.id, reading, false);
      throw new Undo();
    })
    .catch((error) => {
      if (!(error instanceof Undo)) throw error;
    });
  if (!done?.isNewCustomer || !('inquiry' in reading.result))
    return { customerId: done?.customerId ?? null, isNewCustomer: false };
  const { portal, inquiry } = reading.result;
  const points = contactPoints(inquiry.contact);
  const keys = requestKeys(portal, inquiry, points, reading.sha256);
  for (const { kind, key } of points) if (kind === 'phone' || kind === 'email') keys.push(`${kind}|${key}`);
  const isNewCustomer = !keys.some((key) => foundKeys.has(key));
  for (const key of keys) foundKeys.add(key);
  return { customerId: null, isNewCustomer };
}

async function apply(
  parts: ReplayParts,
  lease: Lease,
  replay: Replay,
  run: Run,
  page: Read[],
): Promise<void> {
  const { organizationId } = replay;
  const rereadParts = { ...parts, foundOutcomes: run.foundOutcomes };
  const same: string[] = [];
  // What stays as it is, up to here: which reader has read it is all there is to write.
  const flush = async () => {
    const ids = same.splice(0);
    await lease.hold(async (tx) => {
      await noteReaderVersion(tx, organizationId, ids, replay.readerVersion);
      await progress(tx, replay, run);
    });
  };
  for (const { mail, reading } of page) {
    const decision = await parts.db.withOrganization(organizationId, (tx) =>
      decide(tx, rereadParts, organizationId, mail, reading),
    );
    if (decision.do === 'nothing') {
      same.push(mail.id);
      await parts.db.withOrganization(organizationId, (tx) =>
        countIn(tx, run, organizationId, mail, reading, { ...nobody, decision }),
      );
      continue;
    }
    if (same.length > 0) await flush();
    const isTold = !replay.isQuiet && Date.now() - mail.receivedAt.getTime() < TOLD_WITHIN_MS;
    const next: Run = { ...run, counts: { ...run.counts }, differences: [...run.differences] };
    await lease.hold(async (tx) => {
      const done = await rereadMail(tx, rereadParts, organizationId, mail.id, reading, isTold);
      await countIn(tx, next, organizationId, mail, reading, done);
      if (done.isTold) next.counts.told += 1;
      await progress(tx, replay, next);
    });
    Object.assign(run, next);
  }
  if (same.length > 0) await flush();
}

const nobody = { customerId: null, isNewCustomer: false };

/** One more was read; the first that are different are kept to be shown. */
async function countIn(
  tx: Tx,
  run: Run,
  organizationId: string,
  mail: KeptMail,
  reading: Reading | null,
  { decision, customerId, isNewCustomer }: Pick<Reread, 'decision' | 'customerId' | 'isNewCustomer'>,
): Promise<void> {
  const { kind } = decision;
  run.cursor = mail.id;
  run.counts[kind] += 1;
  if (isNewCustomer) run.counts.newCustomers += 1;
  const isShown = kind === 'complete' || kind === 'announced' || kind === 'changed' || kind === 'less';
  if (!reading || !isShown || run.differences.length >= DIFFERENCES_SHOWN) return;
  const [customer] = customerId ? await getCustomers(tx, organizationId, [customerId]) : [];
  run.differences.push(
    shown({
      mailId: mail.id,
      kind,
      subject: reading.row.subject,
      receivedAt: mail.receivedAt.toISOString(),
      customer: customer ? { id: customer.id, name: customer.name } : null,
      isNewCustomer,
      changes: changesOf(decision),
    }),
  );
}

function changesOf(decision: Decision): Change[] {
  switch (decision.do) {
    case 'nothing':
      return [];
    case 'row':
    case 'aside':
      return decision.changes;
    case 'update':
      return decision.upToDate.changes;
    case 'take-in':
      return changesBetween(decision.stub?.content ?? null, decision.said.inquiry);
  }
}

const progress = (tx: Tx, { organizationId, id }: Replay, { counts, differences, cursor }: Run) =>
  updateReplay(tx, organizationId, id, { counts, differences, cursor });
