-- Whoever gives a mail or a job up, when is noted here, and that somebody is to be told: in the same commit, so that nothing
-- is given up silently. The job that tells is one of the organization; while it waits to gather a burst it is only touched,
-- which makes it wait for this commit and count it. Noted after that, so that it is later than what was told before.
CREATE FUNCTION note_given_up() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
  INSERT INTO jobs (id, organization_id, kind, subject_id, run_at)
  VALUES (gen_random_uuid(), NEW.organization_id, 'tell-given-up', NEW.organization_id, now() + interval '30 s')
  ON CONFLICT (organization_id, kind, subject_id) DO UPDATE SET
    state = 'waiting',
    run_at = CASE jobs.state WHEN 'dead' THEN now() ELSE jobs.run_at END,
    attempts = CASE jobs.state WHEN 'dead' THEN 0 ELSE jobs.attempts END;
  NEW.given_up_at := clock_timestamp();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE FUNCTION forget_given_up() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT
AS $$
BEGIN
  NEW.given_up_at := NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
UPDATE mails SET given_up_at = now() WHERE state = 'failed';
UPDATE jobs SET given_up_at = now() WHERE state = 'dead';
--> statement-breakpoint
CREATE TRIGGER given_up BEFORE UPDATE OF state ON mails FOR EACH ROW
  WHEN (NEW.state = 'failed' AND OLD.state <> 'failed' AND NOT NEW.is_test) EXECUTE FUNCTION note_given_up();
CREATE TRIGGER taken_up BEFORE UPDATE OF state ON mails FOR EACH ROW
  WHEN (OLD.state = 'failed' AND NEW.state <> 'failed') EXECUTE FUNCTION forget_given_up();
CREATE TRIGGER given_up BEFORE UPDATE OF state ON jobs FOR EACH ROW
  WHEN (NEW.state = 'dead' AND OLD.state <> 'dead' AND NEW.kind <> 'tell-given-up') EXECUTE FUNCTION note_given_up();
CREATE TRIGGER taken_up BEFORE UPDATE OF state ON jobs FOR EACH ROW
  WHEN (OLD.state = 'dead' AND NEW.state <> 'dead') EXECUTE FUNCTION forget_given_up();
--> statement-breakpoint
GRANT INSERT ON jobs TO digima_system; -- lease_mails gives mails up whose readers died
--> statement-breakpoint
CREATE INDEX jobs_dead ON jobs (organization_id, id) WHERE state = 'dead';
