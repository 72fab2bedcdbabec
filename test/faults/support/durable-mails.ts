// Mails each of which has a connection of its own, and the commit that PostgreSQL's log has for it.
import { connectSmtp } from '../../support/smtp-client.ts';
import type { Installation } from './installation.ts';
import type { Lead, Leads } from './leads.ts';
import { parseLsn } from './wal-disk.ts';

interface Load {
  leads: Leads;
  /** Tokens of what was sent before: each mail is delivered once, so that it has one commit. Gets those of these. */
  known: Set<string>;
  mails: number;
  port: number;
}

const AT_ONCE = 8;

/** Sends this many different mails; `onAccepted` hears of each 250, with our port, in the order of that port's use. */
export async function deliver(
  { leads, known, mails, port }: Load,
  onAccepted: (port: number, lead: Lead) => void,
) {
  const end = known.size + mails;
  let accepted = 0;
  let refused = 0;
  const lane = async () => {
    while (known.size < end) {
      const lead = leads.next();
      if (known.has(lead.token)) continue;
      known.add(lead.token);
      const client = await connectSmtp(port, undefined, 20_000);
      const answer = await client.deliver(lead.raw, lead.to);
      if (answer.startsWith('250')) {
        accepted++;
        onAccepted(client.localPort, lead);
      } else refused++;
      client.close();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { accepted, refused };
}

/** Where a commit is in the log: bytes [from, to). */
export interface Commit {
  from: bigint;
  to: bigint;
}

export type Commits = Awaited<ReturnType<typeof readCommits>>;

/** Reads them from the log itself (pg_walinspect) by the transaction that each delivery says it was written in. */
export async function readCommits({ query }: Pick<Installation, 'query'>) {
  await query('CREATE EXTENSION IF NOT EXISTS pg_walinspect');
  const deliveries = await query<{ sha256: string; xid: string }>(
    `SELECT encode(m.sha256, 'hex') AS sha256, d.xmin::text AS xid FROM deliveries d JOIN mails m ON m.id = d.mail_id`,
  );
  // A commit that did not wait for its sync may be seen before it is in what the log can be read to: this one does wait.
  await query(
    "BEGIN; SET LOCAL synchronous_commit = on; SELECT pg_logical_emit_message(true, 'digima', 'sync'); COMMIT",
  );
  const records = await query<{ xid: string; from: string; to: string }>(
    `SELECT r.xid::text AS xid, r.start_lsn::text AS "from", r.end_lsn::text AS "to"
     FROM pg_control_checkpoint() c, pg_get_wal_records_info(c.redo_lsn, pg_current_wal_flush_lsn()) r
     WHERE r.resource_manager = 'Transaction' AND r.record_type LIKE 'COMMIT%'`,
  );
  const [{ timeline } = { timeline: '' }] = await query<{ timeline: string }>(
    'SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8) AS timeline',
  );
  const byXid = new Map(
    records.map(({ xid, from, to }) => [xid, { from: parseLsn(from), to: parseLsn(to) }]),
  );
  const byMail = new Map<string, Commit[]>();
  for (const { sha256, xid } of deliveries) {
    const commit = byXid.get(xid);
    if (!commit) throw new Error(`PostgreSQL's log has no commit of transaction ${xid}`);
    byMail.set(sha256, [...(byMail.get(sha256) ?? []), commit]);
  }
  return { timeline, of: (sha256: string): Commit[] => byMail.get(sha256) ?? [] };
}
