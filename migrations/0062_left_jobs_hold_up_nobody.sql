-- Jobs whose workers died twice are looked for by themselves, as mails are: those behind them need not wait until each was done
-- alone (src/platform/jobs-left.ts).
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
END $$;
--> statement-breakpoint
DROP FUNCTION lease_jobs(text[], int, interval, uuid, boolean, timestamptz);
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, since timestamptz)
RETURNS TABLE (id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, run_at timestamptz, attempts smallint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH chosen AS MATERIALIZED (
    SELECT j.id FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at >= coalesce(since, '-infinity') AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND (j.lease_until IS NULL OR j.lease_until < now()) AND (j.lease_token IS NULL OR j.attempts < 2)
    ORDER BY j.run_at LIMIT most FOR UPDATE SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.run_at, jobs.attempts;
END $$;
--> statement-breakpoint
CREATE FUNCTION is_job_left(wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND j.lease_until < now() AND j.lease_token IS NOT NULL AND j.attempts >= 2
  );
END $$;
--> statement-breakpoint
CREATE FUNCTION lease_left_job(wanted text[], lease interval, token uuid)
RETURNS TABLE (id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, run_at timestamptz, attempts smallint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_hashjoin = off SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH chosen AS MATERIALIZED (
    SELECT j.id FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND j.lease_until < now() AND j.lease_token IS NOT NULL AND j.attempts >= 2
    ORDER BY j.run_at LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.run_at, jobs.attempts;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  ALTER FUNCTION lease_jobs(text[], int, interval, uuid, timestamptz) OWNER TO digima_system;
  ALTER FUNCTION is_job_left(text[]) OWNER TO digima_system;
  ALTER FUNCTION lease_left_job(text[], interval, uuid) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_jobs(text[], int, interval, uuid, timestamptz), is_job_left(text[]), lease_left_job(text[], interval, uuid) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_jobs(text[], int, interval, uuid, timestamptz), is_job_left(text[]), lease_left_job(text[], interval, uuid) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
