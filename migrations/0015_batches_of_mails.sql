-- Mails are leased in batches bounded by their bytes, and only what comes first in the queue is looked at, however long it is.
-- Whoever held a lease that ended by itself died with the mail or lost it: that mail is leased alone, so that one that kills
-- its reader cannot use up the tries of others. After the last try a mail is `failed`, for people.
DROP FUNCTION lease_mails(int, interval, uuid, int);
CREATE FUNCTION lease_mails(most int, most_bytes bigint, lease interval, token uuid, tries int)
RETURNS TABLE (
  id uuid, organization_id uuid, connection_id uuid, is_test boolean, raw bytea, received_at timestamptz,
  attempts smallint, was_left boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off -- whatever statistics say: the queue is its index, read from its beginning
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT w.id, w.attempts >= tries AS is_spent, w.lease_token IS NOT NULL AS was_left, w.received_at, w.size
    FROM mails w
    WHERE w.state = 'waiting' AND (w.lease_until IS NULL OR w.lease_until < now())
    ORDER BY w.received_at LIMIT most FOR UPDATE SKIP LOCKED
  ), given_up AS (
    UPDATE mails SET state = 'failed', lease_until = NULL, lease_token = NULL, last_error = coalesce(last_error, 'lease-expired')
    FROM front f WHERE mails.id = f.id AND f.is_spent
  ), free AS (
    SELECT f.id, f.was_left, row_number() OVER in_order AS place, sum(f.size) OVER in_order AS bytes
    FROM front f WHERE NOT f.is_spent WINDOW in_order AS (ORDER BY f.received_at, f.id)
  ), chosen AS (
    SELECT f.id, f.was_left FROM free f
    WHERE CASE WHEN (SELECT o.was_left FROM free o WHERE o.place = 1) THEN f.place = 1
               ELSE NOT f.was_left AND (f.place = 1 OR f.bytes <= most_bytes) END
  )
  UPDATE mails m SET lease_until = now() + lease, lease_token = token, attempts = m.attempts + 1
  FROM chosen c WHERE m.id = c.id
  RETURNING m.id, m.organization_id, m.connection_id, m.is_test, m.raw, m.received_at, m.attempts, c.was_left;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION lease_mails(int, bigint, interval, uuid, int) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_mails(int, bigint, interval, uuid, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_mails(int, bigint, interval, uuid, int) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
