-- The set-up's tables: foreign keys that carry the organization, row-level security, grants, and the ways across.

ALTER TABLE organization_options ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE audit_events ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE portal_logins ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
ALTER TABLE login_attempts ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
ALTER TABLE confirmation_mails
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id),
  ADD FOREIGN KEY (organization_id, mail_id) REFERENCES mails (organization_id, id);
ALTER TABLE test_inquiries ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
ALTER TABLE outgoing_mails
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id),
  ADD FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiries (organization_id, id);
ALTER TABLE jobs ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
--> statement-breakpoint
CREATE INDEX jobs_due ON jobs (run_at) WHERE state = 'waiting';
--> statement-breakpoint
DO $$
DECLARE tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['organization_options', 'audit_events', 'portal_logins', 'login_attempts', 'confirmation_mails', 'test_inquiries', 'outgoing_mails', 'jobs'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('CREATE POLICY tenant ON %I TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()))', tenant);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON organization_options, confirmation_mails, test_inquiries, outgoing_mails TO digima_app;
GRANT SELECT, INSERT ON audit_events TO digima_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_logins, jobs TO digima_app;
GRANT SELECT, INSERT, UPDATE (submitted_at, finished_at, outcome) ON login_attempts TO digima_app;
GRANT SELECT ON portal_settings TO digima_app; -- written by the operator alone
GRANT DELETE ON statuses, groups TO digima_app;
GRANT SELECT, INSERT, UPDATE ON invitation TO digima_app;
GRANT UPDATE (role, deactivated_at) ON member TO digima_app;
--> statement-breakpoint
GRANT SELECT, UPDATE ON jobs TO digima_system;
GRANT SELECT ON login_attempts, test_inquiries TO digima_system;
GRANT DELETE ON mails, deliveries TO digima_system;
GRANT DELETE ON confirmation_mails TO digima_system;
CREATE POLICY across ON jobs TO digima_system USING (true) WITH CHECK (true);
CREATE POLICY across ON login_attempts TO digima_system USING (true);
CREATE POLICY across ON test_inquiries TO digima_system USING (true);
CREATE POLICY across ON confirmation_mails TO digima_system USING (true);
--> statement-breakpoint
-- Job pick-up: leases due jobs of these kinds, the longest due first. One whose last try did not end is leased once more,
-- so that what is to be done about a job given up is done (platform/jobs.ts).
CREATE FUNCTION lease_jobs(wanted text[], most int, lease interval, token uuid)
RETURNS TABLE (id uuid, organization_id uuid, kind text, subject_id uuid, payload jsonb, attempts smallint)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  WITH due AS (
    SELECT j.id FROM jobs j
    WHERE j.state = 'waiting' AND j.run_at <= now() AND j.kind = ANY (wanted) AND (j.lease_until IS NULL OR j.lease_until < now())
    ORDER BY j.run_at LIMIT most FOR UPDATE SKIP LOCKED
  )
  UPDATE jobs SET lease_until = now() + lease, lease_token = token, attempts = jobs.attempts + 1
  FROM due WHERE jobs.id = due.id
  RETURNING jobs.id, jobs.organization_id, jobs.kind, jobs.subject_id, jobs.payload, jobs.attempts
$$;
--> statement-breakpoint
-- How often a portal refused this account since then (an attempt that a crash cut short counts), by the organization that
-- asks and by all others: they warn each other, and learn nothing else.
CREATE FUNCTION count_login_failures(of_portal text, of_account bytea, since timestamptz)
RETURNS TABLE (mine int, others int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  SELECT (count(*) FILTER (WHERE a.organization_id = current_organization()))::int,
         (count(*) FILTER (WHERE a.organization_id <> current_organization()))::int
  FROM login_attempts a
  WHERE a.portal = of_portal AND a.account_key = of_account AND a.started_at >= since
    AND a.submitted_at IS NOT NULL AND (a.outcome IS NULL OR a.outcome NOT IN ('verified', 'unavailable'))
$$;
--> statement-breakpoint
-- Takes the mail of a テスト反響 away again: of the asking organization, and only the one its row names.
CREATE FUNCTION remove_test_mail(of_test uuid) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE wanted uuid; removed int;
BEGIN
  SELECT t.mail_id INTO wanted FROM test_inquiries t WHERE t.id = of_test AND t.organization_id = current_organization();
  DELETE FROM confirmation_mails c WHERE c.mail_id = wanted;
  DELETE FROM deliveries d WHERE d.mail_id = wanted;
  DELETE FROM mails m WHERE m.id = wanted;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;
--> statement-breakpoint
-- Every mail is read now, also one that is kept aside: a portal's mail that asks to confirm the address comes before the
-- connection is active. What is not to be taken in is put aside in the transaction that settles its reading.
CREATE OR REPLACE FUNCTION store_mails(
  of_mail int[], for_inbox uuid[], mail_ids uuid[], delivery_ids uuid[], recipients text[],
  raw_all bytea, raw_length int[], raw_sha256 bytea, received timestamptz[],
  senders text[], client_addrs text[], client_helos text[], tls_used text[]
) RETURNS TABLE (mail int, inboxes int) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH incoming AS (
    SELECT m.nr::int AS nr, m.len, m.at, m.sender, m.addr, m.helo, m.tls,
           (sum(m.len) OVER (ORDER BY m.nr) - m.len + 1)::int AS start
    FROM unnest(raw_length, received, senders, client_addrs, client_helos, tls_used)
      WITH ORDINALITY AS m (len, at, sender, addr, helo, tls, nr)
  ), target AS (
    SELECT t.nr, i.id AS inbox_id, i.organization_id, i.connection_id, t.mail_id, t.delivery_id, t.recipient,
           substring(raw_sha256 FROM (t.nr - 1) * 32 + 1 FOR 32) AS sha256
    FROM unnest(of_mail, for_inbox, mail_ids, delivery_ids, recipients) AS t (nr, inbox_id, mail_id, delivery_id, recipient)
    JOIN inboxes i ON i.id = t.inbox_id
  ), stored AS (
    INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state)
    SELECT t.mail_id, t.organization_id, t.connection_id, t.inbox_id, t.sha256,
           substring(raw_all FROM m.start FOR m.len), m.len, m.at, 'waiting'
    FROM target t JOIN incoming m ON m.nr = t.nr
    ORDER BY t.inbox_id, t.sha256 -- the same order for everybody: two statements cannot wait for each other
    ON CONFLICT (inbox_id, sha256) DO UPDATE SET deliveries = mails.deliveries + 1
    RETURNING mails.id, mails.inbox_id, mails.sha256
  ), delivered AS (
    INSERT INTO deliveries (id, organization_id, mail_id, received_at, envelope_from, envelope_to, client_address, client_name, tls)
    SELECT t.delivery_id, t.organization_id, s.id, m.at, m.sender, t.recipient, m.addr, m.helo, m.tls
    FROM stored s
    JOIN target t ON t.inbox_id = s.inbox_id AND t.sha256 = s.sha256
    JOIN incoming m ON m.nr = t.nr
    RETURNING deliveries.id
  )
  SELECT t.nr, count(*)::int FROM delivered d JOIN target t ON t.delivery_id = d.id GROUP BY t.nr;
END $$;
--> statement-breakpoint
DO $$
DECLARE way text;
BEGIN
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO digima_system', current_schema());
  FOREACH way IN ARRAY ARRAY[
    'lease_jobs(text[], int, interval, uuid)',
    'count_login_failures(text, bytea, timestamptz)',
    'remove_test_mail(uuid)'
  ] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO digima_system', way);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', way);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO digima_app', way);
  END LOOP;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
