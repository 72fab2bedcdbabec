-- A try whose worker died says little of what was tried: a worker that was killed every second gave up good mails after five of
-- them. Such tries are counted by themselves in `died`, with a far end (src/platform/tries.ts), as those are in whose middle the database
-- was lost; `attempts` counts those that failed, and the one under way.
ALTER TABLE "mails" ADD COLUMN "died" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "died" smallint DEFAULT 0 NOT NULL;
--> statement-breakpoint
GRANT UPDATE (died) ON mails TO digima_app;
--> statement-breakpoint
-- Whoever died with these is not known any more from who failed with them: they are taken to have died, which is read with care.
UPDATE mails SET died = attempts - 1, attempts = 1 WHERE state = 'waiting' AND lease_token IS NOT NULL AND attempts > 1;
UPDATE jobs SET died = attempts - 1, attempts = 1 WHERE state = 'waiting' AND lease_token IS NOT NULL AND attempts > 1;
--> statement-breakpoint
-- The job that tells of what was given up begins anew with the next of it, whatever it was given up for itself.
CREATE OR REPLACE FUNCTION note_given_up() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
  INSERT INTO jobs (id, organization_id, kind, subject_id, run_at)
  VALUES (gen_random_uuid(), NEW.organization_id, 'tell-given-up', NEW.organization_id, now() + interval '30 s')
  ON CONFLICT (organization_id, kind, subject_id) DO UPDATE SET
    state = 'waiting',
    run_at = CASE jobs.state WHEN 'dead' THEN now() ELSE jobs.run_at END,
    attempts = CASE jobs.state WHEN 'dead' THEN 0 ELSE jobs.attempts END,
    lost = CASE jobs.state WHEN 'dead' THEN 0 ELSE jobs.lost END,
    died = CASE jobs.state WHEN 'dead' THEN 0 ELSE jobs.died END;
  NEW.given_up_at := clock_timestamp();
  RETURN NEW;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
END $$;
--> statement-breakpoint
DROP FUNCTION lease_mails(int, bigint, interval, uuid, int, timestamptz);
CREATE FUNCTION lease_mails(most int, most_bytes bigint, lease interval, token uuid, since timestamptz)
RETURNS TABLE (
  id uuid, organization_id uuid, connection_id uuid, is_test boolean, raw bytea, received_at timestamptz, attempts smallint, lost smallint, died smallint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT w.id, w.received_at, w.size
    FROM mails w
    WHERE w.state = 'waiting' AND w.received_at >= coalesce(since, '-infinity')
      AND (w.lease_token IS NULL OR w.died < 1) AND (w.lease_until IS NULL OR w.lease_until < now())
    ORDER BY w.received_at LIMIT most FOR UPDATE SKIP LOCKED
  ), placed AS (
    SELECT f.id, row_number() OVER in_order AS place, sum(f.size) OVER in_order AS bytes
    FROM front f WINDOW in_order AS (ORDER BY f.received_at, f.id)
  ), chosen AS (
    SELECT p.id FROM placed p WHERE p.place = 1 OR p.bytes <= most_bytes
  )
  UPDATE mails m SET lease_until = now() + lease, lease_token = token,
    attempts = m.attempts + (m.lease_token IS NULL)::int, died = m.died + (m.lease_token IS NOT NULL)::int
  FROM chosen c WHERE m.id = c.id
  RETURNING m.id, m.organization_id, m.connection_id, m.is_test, m.raw, m.received_at, m.attempts, m.lost, m.died;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_mail_left() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM mails m WHERE m.state = 'waiting' AND m.lease_token IS NOT NULL AND m.died >= 1 AND m.lease_until < now()
  );
END $$;
--> statement-breakpoint
DROP FUNCTION lease_left_mails(int, bigint, interval, uuid, int);
CREATE FUNCTION lease_left_mails(most int, most_bytes bigint, lease interval, token uuid, deaths int)
RETURNS TABLE (
  id uuid, organization_id uuid, connection_id uuid, is_test boolean, raw bytea, received_at timestamptz, attempts smallint, lost smallint, died smallint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT w.id, w.died + 1 AS died, w.received_at, w.size
    FROM mails w
    WHERE w.state = 'waiting' AND w.lease_token IS NOT NULL AND w.died >= 1 AND w.lease_until < now()
    ORDER BY w.received_at LIMIT most FOR UPDATE SKIP LOCKED
  ), given_up AS (
    UPDATE mails SET state = 'failed', died = f.died, attempts = mails.attempts - 1, lease_until = NULL, lease_token = NULL,
      last_error = 'lease-expired'
    FROM front f WHERE mails.id = f.id AND f.died >= deaths
  ), free AS (
    SELECT f.id, f.died, row_number() OVER in_order AS place, sum(f.size) OVER in_order AS bytes,
           first_value(f.died) OVER in_order AS of_first
    FROM front f WHERE f.died < deaths WINDOW in_order AS (ORDER BY f.received_at, f.id)
  ), chosen AS (
    SELECT f.id FROM free f WHERE f.place = 1 OR f.of_first = 2 AND f.died = 2 AND f.bytes <= most_bytes
  )
  UPDATE mails m SET lease_until = now() + lease, lease_token = token, died = m.died + 1
  FROM chosen c WHERE m.id = c.id
  RETURNING m.id, m.organization_id, m.connection_id, m.is_test, m.raw, m.received_at, m.attempts, m.lost, m.died;
END $$;
--> statement-breakpoint
DROP FUNCTION lease_jobs(text[], int, interval, uuid, timestamptz);
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid, since timestamptz)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, run_at timestamptz, attempts smallint, lost smallint, died smallint
)
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
      AND (j.lease_until IS NULL OR j.lease_until < now()) AND (j.lease_token IS NULL OR j.died < 1)
    ORDER BY j.run_at LIMIT most FOR UPDATE SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token,
    attempts = jobs.attempts + (jobs.lease_token IS NULL)::int, died = jobs.died + (jobs.lease_token IS NOT NULL)::int
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.run_at, jobs.attempts, jobs.lost, jobs.died;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION is_job_left(wanted text[]) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted)
      AND j.lease_until < now() AND j.lease_token IS NOT NULL AND j.died >= 1
  );
END $$;
--> statement-breakpoint
DROP FUNCTION lease_left_job(text[], interval, uuid);
CREATE FUNCTION lease_left_job(wanted text[], lease interval, token uuid)
RETURNS TABLE (
  id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, run_at timestamptz, attempts smallint, lost smallint, died smallint
)
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
      AND j.lease_until < now() AND j.lease_token IS NOT NULL AND j.died >= 1
    ORDER BY j.run_at LIMIT 1 FOR UPDATE SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, died = jobs.died + 1
  FROM chosen c WHERE jobs.id = c.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.run_at, jobs.attempts, jobs.lost, jobs.died;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  ALTER FUNCTION lease_mails(int, bigint, interval, uuid, timestamptz) OWNER TO digima_system;
  ALTER FUNCTION lease_left_mails(int, bigint, interval, uuid, int) OWNER TO digima_system;
  ALTER FUNCTION lease_jobs(text[], int, interval, uuid, timestamptz) OWNER TO digima_system;
  ALTER FUNCTION lease_left_job(text[], interval, uuid) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_mails(int, bigint, interval, uuid, timestamptz), lease_left_mails(int, bigint, interval, uuid, int),
    lease_jobs(text[], int, interval, uuid, timestamptz), lease_left_job(text[], interval, uuid) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_mails(int, bigint, interval, uuid, timestamptz), lease_left_mails(int, bigint, interval, uuid, int),
    lease_jobs(text[], int, interval, uuid, timestamptz), lease_left_job(text[], interval, uuid) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
