// What is done to all customers, or all inquiries, that match: a piece at a time, each in a transaction of its own, so that
// mail goes on being taken in meanwhile. How far it is is written with each piece: whoever dies half-way leaves what another
// can go on with, or take back (undo-matching.ts).
import { gt, sql } from 'drizzle-orm';
import { addAudit } from '../../accounts/index.ts';
import { newId } from '../../lib/ids.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { changeCustomers } from '../change-customers.ts';
import { type ChangeResult, changeInquiries } from '../change-inquiries.ts';
import type { CustomerFilter } from '../customer-filter.ts';
import type { Was } from '../give-to-customers.ts';
import { givenByOthers } from '../given-by-others.ts';
import type { InquiryFilter } from '../inquiry-queries.ts';
import type { PartOf } from '../keep-change.ts';
import type { CustomerChange, GivenChange, GroupChange } from '../model.ts';
import { daysOf } from '../rules/period.ts';
import { customerHistory } from '../tables.ts';
import { countUpTo, listMatching, MOST_MATCHING } from './count-matching.ts';
import { addMatching, holdMatching, type MatchingChange, updateMatching } from './store.ts';
import type { MatchingSubject } from './tables.ts';

type By = { userId: string; name: string };

const AT_ONCE = 500;

/** Which match, as they were counted at `asOf`: what comes after `upTo` (the newest of them then) is not touched. */
export interface Matching<Filter> {
  filter: Filter;
  upTo: string;
  asOf?: Date | undefined;
}

/** `overtaken`: how many of those that were changed somebody else had given the like since they were counted. */
export interface MatchingResult extends ChangeResult {
  overtaken: number;
}

/** @throws AppError input-invalid: more than MOST_MATCHING match, or what is to be given is gone */
export function changeMatchingCustomers(
  db: Database,
  organizationId: string,
  by: By,
  matching: Matching<CustomerFilter>,
  change: CustomerChange,
): Promise<MatchingResult> {
  return begin(db, organizationId, by, 'customers', matching, change);
}

/** The same for inquiries; what is given is given to their customers. */
export function changeMatchingInquiries(
  db: Database,
  organizationId: string,
  by: By,
  matching: Matching<InquiryFilter>,
  change: GivenChange | GroupChange,
): Promise<MatchingResult> {
  return begin(db, organizationId, by, 'inquiries', matching, change);
}

/**
 * Goes on with one that stopped half-way; what it did so far is counted in. One that has ended, or is taken back, stays as it is.
 * @throws AppError not-found: no such change of this person's · input-invalid: what is to be given is gone
 */
export async function finishMatching(
  db: Database,
  organizationId: string,
  by: By,
  id: string,
): Promise<MatchingResult> {
  // What is done in this go is told as one to whom it puts in charge; the rest, when somebody goes on with it later, as another.
  const partOf = { changeId: id, toldAs: newId() };
  for (;;) {
    const one = await db
      .withOrganization(organizationId, (tx) => step(tx, organizationId, by, partOf))
      .catch(async (error) => {
        await tellStopped(db, organizationId, by, id);
        throw error;
      });
    if (!one) throw new AppError('not-found');
    const { looked, changed, unchanged, left, overtaken } = one;
    if (one.endedAt || one.isUndone)
      return { changeId: changed > 0 ? id : null, looked, changed, unchanged, left, overtaken };
  }
}

async function begin(
  db: Database,
  organizationId: string,
  by: By,
  subject: MatchingSubject,
  { filter, upTo, asOf }: Matching<CustomerFilter & InquiryFilter>,
  change: GivenChange | GroupChange,
): Promise<MatchingResult> {
  const id = newId();
  // Before the first piece: whatever becomes of the rest, it is written down.
  await db.withOrganization(organizationId, async (tx) => {
    const total = await countUpTo(tx, organizationId, subject, filter);
    if (total > MOST_MATCHING)
      throw new AppError('input-invalid', {
        fields: {
          matching: `一度に${MOST_MATCHING.toLocaleString('ja-JP')}件まで変更できます。条件を絞ってください。`,
        },
      });
    await addMatching(tx, {
      ...{ id, organizationId, subject, change, upTo, total, asOf },
      madeBy: by.userId,
      filter: onTheseDays(filter),
    });
    await addAudit(tx, organizationId, by, `${subject}.changed`, id, { filter, change });
  });
  return finishMatching(db, organizationId, by, id);
}

/** The next piece; returns the change as it is then. */
async function step(tx: Tx, organizationId: string, by: By, partOf: PartOf): Promise<MatchingChange | null> {
  const one = await holdMatching(tx, organizationId, by.userId, partOf.changeId);
  if (!one || one.endedAt || one.isUndone) return one;
  const page = { before: one.cursor, limit: AT_ONCE };
  const rows = await listMatching(tx, organizationId, one.subject, one.filter, page);
  const ids = rows.map((row) => row.id).filter((some) => some <= one.upTo);
  const piece = await run(tx, organizationId, by, one, ids, partOf);
  const now = {
    looked: one.looked + piece.looked,
    changed: one.changed + piece.changed,
    unchanged: one.unchanged + piece.unchanged,
    left: one.left + piece.left,
    overtaken: one.overtaken + (await countOvertaken(tx, organizationId, by, one, piece.were)),
    cursor: rows.at(-1)?.id ?? one.cursor,
    endedAt: rows.length < AT_ONCE ? new Date() : null,
  };
  await updateMatching(tx, one, { ...now, movedAt: sql`now()` });
  return { ...one, ...now };
}

async function run(
  tx: Tx,
  organizationId: string,
  by: By,
  { subject, change }: MatchingChange,
  ids: string[],
  partOf: PartOf,
): Promise<Omit<ChangeResult, 'changeId'> & { were: Was[] }> {
  if (subject === 'inquiries') return changeInquiries(tx, organizationId, by, ids, change, partOf);
  if (change.type === 'respond') throw new Error('customers are not responded to');
  return { left: 0, ...(await changeCustomers(tx, organizationId, by, ids, change, partOf)) };
}

async function countOvertaken(
  tx: Tx,
  organizationId: string,
  by: By,
  { change: { type }, asOf }: MatchingChange,
  were: Was[],
): Promise<number> {
  if (type === 'respond' || !asOf) return 0;
  const ids = were.map(({ customerId }) => customerId);
  const since = gt(customerHistory.at, asOf);
  return (await givenByOthers(tx, organizationId, by.userId, { type }, ids, since)).size;
}

/** 今日 is another day tomorrow, when it may go on. */
function onTheseDays({ period, ...filter }: CustomerFilter & InquiryFilter): CustomerFilter & InquiryFilter {
  return period ? { ...filter, ...daysOf(period, new Date()) } : filter;
}

// Who asked for it is told at once; without this, after a while. What has not begun is over.
async function tellStopped(db: Database, organizationId: string, by: By, id: string): Promise<void> {
  const tell = async (tx: Tx) => {
    const one = await holdMatching(tx, organizationId, by.userId, id);
    if (!one || one.endedAt) return;
    await updateMatching(tx, one, one.cursor ? { movedAt: null } : { endedAt: new Date() });
  };
  await db.withOrganization(organizationId, tell).catch(() => {});
}
