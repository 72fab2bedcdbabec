-- One death blames nobody: what was under way at a crash, or while the database could not be reached, is begun again beside
-- others, or a notice to each owner would wait for its turn alone. Whoever's workers died twice is leased alone.
CREATE OR REPLACE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, is_idle boolean)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, attempts smallint, was_left boolean
)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
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
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.attempts, c.was_left
$$;
