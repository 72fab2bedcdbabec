// What is to be done about one kept mail that was read again. Looks only; nothing is written here.
import { isDeepStrictEqual } from 'node:util';
import { type Connection, getConnection, holdConnection } from '../../connections/index.ts';
import type { KeptMail } from '../../intake/index.ts';
import { outcomesOf } from '../../intake/index.ts';
import { storableDeep } from '../../lib/storable.ts';
import type { Tx } from '../../platform/database.ts';
import type { Inquiry, ReadOutcome } from '../../portal-kit/model.ts';
import type { Reading } from '../../reading/index.ts';
import { getInquiry, type InquiryRow, inquiryOfMail } from '../inquiry-queries.ts';
import {
  bringUpToDate,
  type Change,
  fillUp,
  isOtherPerson,
  type UpToDate,
} from '../rules/bring-up-to-date.ts';
import type { ReplayKind } from './model.ts';

/** What the mail of a request says, where it says anything of one. */
export type Said = Extract<Reading['result'], { inquiry: Inquiry }>;

/**
 * `nothing`: all stays · `row`: only what reading noted with the mail is another · `aside`: it asks for something, and its
 * connection takes nothing in at present · `update`: its inquiry says more · `take-in`: it goes the way of a new mail, as
 * the inquiry's whose stub it brought, where it did.
 */
export type Decision =
  | { do: 'nothing'; kind: ReplayKind }
  | { do: 'row' | 'aside'; kind: ReplayKind; changes: Change[] }
  | { do: 'update'; kind: ReplayKind; inquiry: InquiryRow; said: Said; upToDate: UpToDate; alsoRow: boolean }
  | { do: 'take-in'; kind: ReplayKind; said: Said; connection: Connection; stub: InquiryRow | null };

export interface DecideParts {
  takesIn(tx: Tx, organizationId: string, connection: Connection): Promise<boolean>;
  /** Outcomes a preview has found and not written. */
  foundOutcomes: ReadonlyMap<string, ReadOutcome>;
}

const ranks: Record<ReadOutcome, number> = { unreadable: 0, 'not-an-inquiry': 1, notice: 2, inquiry: 3 };

/** Decides. `reading` null: it cannot be read. */
export async function decide(
  tx: Tx,
  parts: DecideParts,
  organizationId: string,
  mail: KeptMail,
  reading: Reading | null,
): Promise<Decision> {
  if (mail.state === 'waiting') return { do: 'nothing', kind: 'in-flight' };
  if (!reading) return { do: 'nothing', kind: 'unread' };
  if (mail.state === 'aside') return rowOnly(mail, reading);
  const link = await inquiryOfMail(tx, organizationId, mail.id);
  const [inquiry] = link ? await getInquiry(tx, organizationId, link.id) : [];
  // A person, or the request itself, has settled it: it stays settled.
  if (mail.reviewedAt && !inquiry?.customerId) return { do: 'nothing', kind: 'unchanged' };
  const said = 'inquiry' in reading.result ? reading.result : null;
  if (said && (!inquiry || (!inquiry.customerId && said.outcome === 'inquiry')))
    return takeIn(tx, parts, organizationId, mail, reading, said, inquiry ?? null);
  if (!inquiry || !said) return rowOnly(mail, reading);
  if (said.outcome === 'notice' && inquiry.customerId) return rowOnly(mail, reading);
  if (isOtherPerson(inquiry.content.contact, said.inquiry.contact)) return rowOnly(mail, reading);
  if (!(await isSource(tx, parts, organizationId, mail, inquiry))) return rowOnly(mail, reading);
  return update(mail, reading, said, inquiry);
}

async function takeIn(
  tx: Tx,
  { takesIn }: DecideParts,
  organizationId: string,
  mail: KeptMail,
  reading: Reading,
  said: Said,
  stub: InquiryRow | null,
): Promise<Decision> {
  const seen = await getConnection(tx, organizationId, mail.connectionId);
  const connection =
    seen?.state === 'active' ? seen : await holdConnection(tx, organizationId, mail.connectionId);
  if (!connection) throw new Error('a mail belongs to a connection that is not there');
  if (await takesIn(tx, organizationId, connection)) {
    const kind = said.outcome === 'inquiry' ? 'complete' : 'announced';
    return { do: 'take-in', kind, said, connection, stub };
  }
  if (stub) return { do: 'nothing', kind: 'unchanged' };
  return { do: 'aside', kind: 'changed', changes: rowChanges(mail, reading) };
}

// What several mails brought says what the first of them says that reads as it does.
async function isSource(
  tx: Tx,
  { foundOutcomes }: DecideParts,
  organizationId: string,
  mail: KeptMail,
  inquiry: InquiryRow,
): Promise<boolean> {
  const earlier = inquiry.mailIds.filter((id) => id < mail.id);
  if (earlier.length === 0) return true;
  if (!inquiry.customerId) return false;
  const outcomes = await outcomesOf(tx, organizationId, earlier);
  return earlier.every((id) => (foundOutcomes.get(id) ?? outcomes.get(id)) !== 'inquiry');
}

function update(mail: KeptMail, reading: Reading, said: Said, inquiry: InquiryRow): Decision {
  const isOthers = inquiry.warnings.includes('entered-by-hand') || inquiry.completion?.state === 'completed';
  const fresh = storableDeep(said.inquiry);
  const upToDate = isOthers ? fillUp(inquiry.content, fresh) : bringUpToDate(inquiry.content, fresh);
  const row = rowOnly(mail, reading);
  const isLess = upToDate.lost.length > 0;
  const warns = !isOthers && !isLess && !isDeepStrictEqual(inquiry.warnings, said.warnings);
  if (upToDate.changes.length === 0 && !warns) return isLess ? { ...row, kind: 'less' } : row;
  const kind = isLess && upToDate.changes.length === 0 ? 'less' : 'changed';
  return { do: 'update', kind, inquiry, said, upToDate, alsoRow: row.do === 'row' };
}

/** What reading notes with the mail; never less than it noted before, and nothing once the mail is settled. */
function rowOnly(mail: KeptMail, reading: Reading): Decision {
  if (mail.reviewedAt) return { do: 'nothing', kind: 'unchanged' };
  const isLess = mail.outcome !== null && ranks[reading.row.outcome] < ranks[mail.outcome];
  if (isLess) return { do: 'nothing', kind: 'less' };
  const changes = rowChanges(mail, reading);
  if (changes.length === 0 && mail.state !== 'failed') return { do: 'nothing', kind: 'unchanged' };
  return { do: 'row', kind: 'changed', changes };
}

function rowChanges(mail: KeptMail, { row }: Reading): Change[] {
  const texts = ['outcome', 'portal', 'subject', 'fromName', 'fromAddress'] as const;
  const changes: Change[] = texts
    .filter((field) => mail[field] !== row[field])
    .map((field) => ({ field: `mail.${field}`, from: mail[field], to: row[field] }));
  if (!isDeepStrictEqual(mail.warnings, row.warnings))
    changes.push({ field: 'mail.warnings', from: mail.warnings.join('、'), to: row.warnings.join('、') });
  return changes;
}
