-- A job whose workers died may have killed them: it is leased alone and by a worker that does nothing else meanwhile, so that
-- no other job's try is lost with it. It keeps its turn: a busy worker that sees it as the longest due begins nothing more,
-- and takes it once what is under way has ended, unless an idle one did.
DROP FUNCTION lease_jobs(text[], int, interval, uuid);
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, is_idle boolean)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, attempts smallint, was_left boolean
)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  WITH front AS MATERIALIZED (
    SELECT j.lease_token IS NOT NULL AS was_left FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted) AND (j.lease_until IS NULL OR j.lease_until < now())
    ORDER BY j.run_at LIMIT 1 -- not locked: who does not take a row hides it from nobody
  ), chosen AS MATERIALIZED (
    SELECT j.id, j.lease_token IS NOT NULL AS was_left FROM jobs j, front f
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted) AND (j.lease_until IS NULL OR j.lease_until < now())
      AND CASE WHEN f.was_left THEN is_idle ELSE j.lease_token IS NULL END
    ORDER BY j.run_at LIMIT (SELECT CASE WHEN f.was_left THEN 1 ELSE most END FROM front f) FOR UPDATE OF j SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.attempts, c.was_left
$$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION lease_jobs(text[], int, interval, uuid, boolean) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_jobs(text[], int, interval, uuid, boolean) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_jobs(text[], int, interval, uuid, boolean) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
