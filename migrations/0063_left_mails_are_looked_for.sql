-- Whether a mail waits whose reader died with it: a worker begins nothing else until what it has in hand has ended, before it
-- takes one (src/platform/left-behind.ts).
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
END $$;
--> statement-breakpoint
CREATE FUNCTION is_mail_left() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
SET enable_seqscan = off SET enable_bitmapscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM mails m WHERE m.state = 'waiting' AND m.lease_token IS NOT NULL AND m.lease_until < now()
  );
END $$;
--> statement-breakpoint
DO $$
BEGIN
  ALTER FUNCTION is_mail_left() OWNER TO digima_system;
  REVOKE ALL ON FUNCTION is_mail_left() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION is_mail_left() TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
