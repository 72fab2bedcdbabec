-- Who looks for work may say from which time on: while a transaction is old, entries of everything done since stand at the front of
-- the queue's index, and are walked through by every look that begins there (src/platform/front.ts).
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
END $$;
--> statement-breakpoint
DROP FUNCTION lease_mails(int, bigint, interval, uuid, int);
CREATE FUNCTION lease_mails(most int, most_bytes bigint, lease interval, token uuid, tries int, since timestamptz)
RETURNS TABLE (
  id uuid, organization_id uuid, connection_id uuid, is_test boolean, raw bytea, received_at timestamptz, attempts smallint, was_left boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT w.id, w.attempts >= tries AS is_spent, w.lease_token IS NOT NULL AS was_left, w.received_at, w.size
    FROM mails w
    WHERE w.state = 'waiting' AND w.received_at >= coalesce(since, '-infinity') AND (w.lease_until IS NULL OR w.lease_until < now())
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
DROP FUNCTION lease_jobs(text[], int, interval, uuid, boolean);
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, is_idle boolean, since timestamptz)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, run_at timestamptz, attempts smallint, was_left boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT j.lease_token IS NOT NULL AND j.attempts >= 2 AS was_left FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at >= coalesce(since, '-infinity') AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND (j.lease_until IS NULL OR j.lease_until < now())
    ORDER BY j.run_at LIMIT 1 -- not locked: who does not take a row hides it from nobody
  ), chosen AS MATERIALIZED (
    SELECT j.id, f.was_left FROM jobs j, front f
    WHERE j.state = 'waiting' AND j.run_at >= coalesce(since, '-infinity') AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND (j.lease_until IS NULL OR j.lease_until < now())
      AND CASE WHEN f.was_left THEN is_idle ELSE j.lease_token IS NULL OR j.attempts < 2 END
    ORDER BY j.run_at LIMIT (SELECT CASE WHEN f.was_left THEN 1 ELSE most END FROM front f) FOR UPDATE OF j SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.run_at, jobs.attempts, c.was_left;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  ALTER FUNCTION lease_mails(int, bigint, interval, uuid, int, timestamptz) OWNER TO digima_system;
  ALTER FUNCTION lease_jobs(text[], int, interval, uuid, boolean, timestamptz) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_mails(int, bigint, interval, uuid, int, timestamptz), lease_jobs(text[], int, interval, uuid, boolean, timestamptz) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_mails(int, bigint, interval, uuid, int, timestamptz), lease_jobs(text[], int, interval, uuid, boolean, timestamptz) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
