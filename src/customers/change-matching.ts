// What is done to all customers, or all inquiries, that match: a piece at a time, each in a transaction of its own, so that
// mail goes on being taken in meanwhile; and taken back as one.
import { and, eq, or } from 'drizzle-orm';
import { addAudit } from '../accounts/index.ts';
import { newId } from '../lib/ids.ts';
import type { Database, Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { changeCustomers } from './change-customers.ts';
import { type ChangeResult, changeInquiries, undoChange } from './change-inquiries.ts';
import type { CustomerFilter } from './customer-filter.ts';
import { countInquiries, type InquiryFilter, listInquiries } from './inquiry-queries.ts';
import type { CustomerChange, GivenChange, GroupChange } from './model.ts';
import { countCustomers, listCustomers } from './queries.ts';
import { bulkChanges } from './tables.ts';

type By = { userId: string; name: string };

/** More are not counted, nor changed at once. */
export const MOST_MATCHING = 10_000;
const AT_ONCE = 500;

/** Which match, as they were counted: what comes after `upTo` (the newest of them then) is not touched. */
export interface Matching<Filter> {
  filter: Filter;
  upTo: string;
}

/** @throws AppError input-invalid: more than MOST_MATCHING match, or what is to be given is gone */
export async function changeMatchingCustomers(
  db: Database,
  organizationId: string,
  by: By,
  { filter, upTo }: Matching<CustomerFilter>,
  change: CustomerChange,
) {
  return inPieces(db, organizationId, by, {
    audit: ['customers.changed', { filter, change }],
    count: (tx) => countCustomers(tx, organizationId, filter, MOST_MATCHING + 1),
    list: (tx, before) => listCustomers(tx, organizationId, filter, { before, limit: AT_ONCE }),
    upTo,
    run: (tx, ids, partOf) => changeCustomers(tx, organizationId, by, ids, change, partOf),
  });
}

/** The same for inquiries; what is given is given to their customers. */
export async function changeMatchingInquiries(
  db: Database,
  organizationId: string,
  by: By,
  { filter, upTo }: Matching<InquiryFilter>,
  change: GivenChange | GroupChange,
) {
  return inPieces(db, organizationId, by, {
    audit: ['inquiries.changed', { filter, change }],
    count: (tx) => countInquiries(tx, organizationId, filter, MOST_MATCHING + 1),
    list: (tx, before) => listInquiries(tx, organizationId, filter, { before, limit: AT_ONCE }),
    upTo,
    run: (tx, ids, partOf) => changeInquiries(tx, organizationId, by, ids, change, partOf),
  });
}

/**
 * Takes a change back, all its pieces. What somebody changed since stays (`kept`).
 * @throws AppError not-found: no such change of this person's
 */
export async function undoWhole(db: Database, organizationId: string, by: By, changeId: string) {
  const pieces = await db.withOrganization(organizationId, (tx) =>
    tx
      .select({ id: bulkChanges.id })
      .from(bulkChanges)
      .where(
        and(
          eq(bulkChanges.organizationId, organizationId),
          eq(bulkChanges.madeBy, by.userId),
          or(eq(bulkChanges.id, changeId), eq(bulkChanges.partOf, changeId)),
        ),
      )
      .orderBy(bulkChanges.id),
  );
  if (pieces.length === 0) throw new AppError('not-found');
  const whole = { restored: 0, kept: 0 };
  for (const { id } of pieces) {
    const { restored, kept } = await db.withOrganization(organizationId, (tx) =>
      undoChange(tx, organizationId, by, id),
    );
    whole.restored += restored;
    whole.kept += kept;
  }
  return whole;
}

interface Pieces {
  audit: [action: string, details: Record<string, unknown>];
  count: (tx: Tx) => Promise<number>;
  /** Newest first, older than `before`. */
  list: (tx: Tx, before: string | null) => PromiseLike<{ id: string }[]>;
  upTo: string;
  run: (tx: Tx, ids: string[], partOf: string) => Promise<Omit<ChangeResult, 'left'> & { left?: number }>;
}

async function inPieces(db: Database, organizationId: string, by: By, pieces: Pieces): Promise<ChangeResult> {
  const changeId = newId();
  const [action, details] = pieces.audit;
  // Before the first piece: whatever becomes of the rest, it is written down.
  await db.withOrganization(organizationId, async (tx) => {
    if ((await pieces.count(tx)) > MOST_MATCHING)
      throw new AppError('input-invalid', {
        fields: {
          matching: `一度に${MOST_MATCHING.toLocaleString('ja-JP')}件まで変更できます。条件を絞ってください。`,
        },
      });
    await addAudit(tx, organizationId, by, action, changeId, details);
  });
  const whole = { changed: 0, unchanged: 0, left: 0 };
  for (let before: string | null = null; ; ) {
    const last: { id: string }[] = await db.withOrganization(organizationId, async (tx) => {
      const rows = await pieces.list(tx, before);
      const ids = rows.map(({ id }) => id).filter((id) => id <= pieces.upTo);
      const { changed, unchanged, left = 0 } = await pieces.run(tx, ids, changeId);
      whole.changed += changed;
      whole.unchanged += unchanged;
      whole.left += left;
      return [...rows];
    });
    before = last.at(-1)?.id ?? null;
    if (last.length < AT_ONCE) break;
  }
  return { changeId: whole.changed > 0 ? changeId : null, ...whole };
}
