-- The queue is its index, read from its beginning, whatever statistics say; in plpgsql, which keeps its plans: an SQL function was
-- planned anew for every look.
DROP FUNCTION lease_jobs(text[], int, interval, uuid, boolean);
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, is_idle boolean)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, attempts smallint, was_left boolean
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT j.lease_token IS NOT NULL AND j.attempts >= 2 AS was_left FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted) AND (j.lease_until IS NULL OR j.lease_until < now())
    ORDER BY j.run_at LIMIT 1 -- not locked: who does not take a row hides it from nobody
  ), chosen AS MATERIALIZED (
    SELECT j.id, f.was_left FROM jobs j, front f
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted) AND (j.lease_until IS NULL OR j.lease_until < now())
      AND CASE WHEN f.was_left THEN is_idle ELSE j.lease_token IS NULL OR j.attempts < 2 END
    ORDER BY j.run_at LIMIT (SELECT CASE WHEN f.was_left THEN 1 ELSE most END FROM front f) FOR UPDATE OF j SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.attempts, c.was_left;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION lease_jobs(text[], int, interval, uuid, boolean) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_jobs(text[], int, interval, uuid, boolean) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_jobs(text[], int, interval, uuid, boolean) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
--> statement-breakpoint
-- Whoever asks this index is told to use it (find_searched). What it holds is costly to sample, and was sampled with every ANALYZE.
ALTER INDEX customer_search_tokens ALTER COLUMN 1 SET STATISTICS 0;
--> statement-breakpoint
-- Planned once a connection and not anew for the values of every call, which took as long as half of the storing itself.
ALTER FUNCTION store_mails(int[], uuid[], uuid[], uuid[], text[], bytea, int[], bytea, timestamptz[], text[], text[], text[], text[])
  SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION store_mails(int[], uuid[], uuid[], uuid[], text[], bytea, int[], bytea, timestamptz[], text[], text[], text[], text[])
  SET enable_seqscan = off;
ALTER FUNCTION lease_mails(int, bigint, interval, uuid, int) SET plan_cache_mode = force_generic_plan;
ALTER FUNCTION lease_jobs(text[], int, interval, uuid, boolean) SET plan_cache_mode = force_generic_plan;
