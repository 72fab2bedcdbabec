// What PostgreSQL must promise before a mail is answered 250: that a commit outlives a power cut, and that any text fits.

/** What a server says of itself. */
export interface ServerFacts {
  version: number;
  /** Of the database: UTF8, or one that lacks letters of names. */
  encoding: string;
  fsync: string;
  full_page_writes: string;
  synchronous_commit: string;
  read_only: boolean;
}

/** Asks for ServerFacts. `synchronous_commit` is that of the asking connection. */
export const SERVER_FACTS = `SELECT current_setting('server_version_num')::int AS version,
  current_setting('server_encoding') AS encoding,
  current_setting('fsync') AS fsync, current_setting('full_page_writes') AS full_page_writes,
  current_setting('synchronous_commit') AS synchronous_commit,
  pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS read_only`;

/** Settings by which a power cut could lose what was committed; none on a safe server. */
export function unsafeSettings(facts: ServerFacts): string[] {
  const { fsync, full_page_writes, synchronous_commit } = facts;
  return Object.entries({ fsync, full_page_writes, synchronous_commit }).flatMap(([name, value]) =>
    value === 'off' ? [name] : [],
  );
}

/**
 * Start-up settings of every connection that writes. What a client asks for at the start goes before what ALTER SYSTEM,
 * ALTER DATABASE or ALTER ROLE say. A client that is gone without a word is noticed, and its locks are let go.
 */
export const DURABLE_SESSION =
  '-c synchronous_commit=on -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000';
