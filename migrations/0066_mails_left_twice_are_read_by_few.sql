-- Of mails left twice a few are read together, without any other; those left three times are read alone. One by one, a program that was
-- killed every seven seconds left more than it read.
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
END $$;
--> statement-breakpoint
DROP FUNCTION lease_left_mail(interval, uuid, int);
CREATE FUNCTION lease_left_mails(most int, most_bytes bigint, lease interval, token uuid, tries int)
RETURNS TABLE (
  id uuid, organization_id uuid, connection_id uuid, is_test boolean, raw bytea, received_at timestamptz, attempts smallint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH front AS MATERIALIZED (
    SELECT w.id, w.attempts, w.attempts >= tries AS is_spent, w.received_at, w.size
    FROM mails w
    WHERE w.state = 'waiting' AND w.lease_token IS NOT NULL AND w.attempts >= 2 AND w.lease_until < now()
    ORDER BY w.received_at LIMIT most FOR UPDATE SKIP LOCKED
  ), given_up AS (
    UPDATE mails SET state = 'failed', lease_until = NULL, lease_token = NULL, last_error = coalesce(last_error, 'lease-expired')
    FROM front f WHERE mails.id = f.id AND f.is_spent
  ), free AS (
    SELECT f.id, f.attempts, row_number() OVER in_order AS place, sum(f.size) OVER in_order AS bytes,
           first_value(f.attempts) OVER in_order AS of_first
    FROM front f WHERE NOT f.is_spent WINDOW in_order AS (ORDER BY f.received_at, f.id)
  ), chosen AS (
    SELECT f.id FROM free f WHERE f.place = 1 OR f.of_first = 2 AND f.attempts = 2 AND f.bytes <= most_bytes
  )
  UPDATE mails m SET lease_until = now() + lease, lease_token = token, attempts = m.attempts + 1
  FROM chosen c WHERE m.id = c.id
  RETURNING m.id, m.organization_id, m.connection_id, m.is_test, m.raw, m.received_at, m.attempts;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  ALTER FUNCTION lease_left_mails(int, bigint, interval, uuid, int) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION lease_left_mails(int, bigint, interval, uuid, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION lease_left_mails(int, bigint, interval, uuid, int) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
