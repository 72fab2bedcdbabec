// What becomes of a row of a file: product.md "Same customer", as for a mail. Pure.
import type { ImportOptions, RowKind } from '../import/model.ts';
import type { ContactPoint } from './contact-points.ts';
import { match, type Suspicion } from './match.ts';
import type { CustomerDraft } from './read-row.ts';
import type { SeenCustomers } from './seen-customers.ts';

export interface RowDecision {
  kind: Exclude<RowKind, 'refused'>;
  customerId: string;
  suspicions: Suspicion[];
  /** What the customer is known by from now on, who was not. */
  newPoints: ContactPoint[];
}

/** What rows before this one have left. */
export interface SeenByRows {
  customers: SeenCustomers;
  /** The customer that an id in the file is now, where there is one. */
  byId: ReadonlyMap<string, string>;
  /** Customers that rows of this file have made. */
  made: Set<string>;
}

/** A phone that more customers than this have tells nobody from anybody: who has it too is not suspected of being each of them. */
const SHARE_A_PHONE_MOST = 50;

/**
 * Decides, and remembers it for the rows behind. `id`: of the customer it may make. Null: it is refused, its phone is that of too
 * many (SHARE_A_PHONE_MOST).
 */
export function decideImportRow(
  draft: CustomerDraft,
  id: string,
  { customers, byId, made }: SeenByRows,
  known: ImportOptions['known'],
): RowDecision | null {
  const named = draft.id === null ? undefined : byId.get(draft.id);
  const found = match(draft.points, customers.sharing(draft.points));
  const customerId = named ?? found.customerId;
  if (customerId === null) {
    if (found.suspicions.length >= SHARE_A_PHONE_MOST) return null;
    made.add(id);
    const newPoints = customers.knownBy(id, draft.points);
    const kind = found.suspicions.length > 0 ? 'suspected' : 'new';
    return { kind, customerId: id, suspicions: found.suspicions, newPoints };
  }
  const newPoints =
    known === 'fill' ? customers.knownBy(customerId, customers.missing(customerId, draft.points)) : [];
  const brings = newPoints.some(({ kind }) => kind === 'phone' || kind === 'email');
  const suspicions = brings ? found.suspicions.filter(({ otherId }) => otherId !== customerId) : [];
  return { kind: made.has(customerId) ? 'repeated' : 'known', customerId, suspicions, newPoints };
}
