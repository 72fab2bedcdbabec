-- Tenants are kept apart here, under every query: roles, foreign keys that carry the organization, row-level security
-- with FORCE on every tenant table, and the few named ways across.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- digima_app: the program. digima_auth: sign-in (better-auth), which knows people before it knows their organization.
-- digima_system: owns the functions that cross organizations; nobody connects as it.
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['digima_app', 'digima_auth', 'digima_system'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this server made it
    END;
    EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE mails ALTER COLUMN raw SET STORAGE EXTERNAL; -- compressing mails costs more than it saves
--> statement-breakpoint
CREATE INDEX mails_waiting ON mails (received_at) WHERE state = 'waiting';
CREATE INDEX mails_review ON mails (organization_id, id) WHERE reviewed_at IS NULL AND (outcome IN ('notice', 'unreadable') OR state = 'failed');
CREATE INDEX inquiries_connection ON inquiries (connection_id, id);
--> statement-breakpoint
ALTER TABLE connections
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, status_id) REFERENCES statuses (organization_id, id),
  ADD FOREIGN KEY (organization_id, group_id) REFERENCES groups (organization_id, id),
  ADD FOREIGN KEY (organization_id, assignee_id) REFERENCES member (organization_id, user_id);
ALTER TABLE inboxes
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
-- mails and deliveries have none: store_mails alone inserts them, from the very rows they belong to, and those are never
-- deleted. Foreign keys would lock a busy connection's row once for every mail, from every connection at the same time.
ALTER TABLE statuses ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE groups ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE customers
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, status_id) REFERENCES statuses (organization_id, id),
  ADD FOREIGN KEY (organization_id, assignee_id) REFERENCES member (organization_id, user_id);
ALTER TABLE contact_points ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id);
ALTER TABLE customer_groups
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, group_id) REFERENCES groups (organization_id, id);
ALTER TABLE inquiries
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
ALTER TABLE inquiry_keys ADD FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiries (organization_id, id);
ALTER TABLE inquiry_mails
  ADD FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiries (organization_id, id),
  ADD FOREIGN KEY (organization_id, mail_id) REFERENCES mails (organization_id, id);
ALTER TABLE duplicate_candidates
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, other_id) REFERENCES customers (organization_id, id);
ALTER TABLE customer_history ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id);
--> statement-breakpoint
-- The organization of the running transaction (SET LOCAL app.organization), or null: then no row is seen.
CREATE FUNCTION current_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('app.organization', true), '')::uuid $$;
--> statement-breakpoint
DO $$
DECLARE tenant record;
BEGIN
  FOR tenant IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = current_schema() AND c.column_name = 'organization_id'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant.table_name);
    EXECUTE format('CREATE POLICY tenant ON %I TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()))', tenant.table_name);
  END LOOP;
END $$;
ALTER TABLE organization ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organization TO digima_app USING (id = (SELECT current_organization()));
ALTER TABLE "user" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON "user" TO digima_app USING (EXISTS (SELECT FROM member m WHERE m.user_id = "user".id));
--> statement-breakpoint
CREATE POLICY sign_in ON organization TO digima_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON "user" TO digima_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON member TO digima_auth USING (true) WITH CHECK (true);
CREATE POLICY sign_in ON invitation TO digima_auth USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "user", session, account, verification, organization, member, invitation TO digima_auth;
--> statement-breakpoint
-- What the program may do inside its organization. The raw mail and the history are never changed.
GRANT SELECT ON organization, member, "user" TO digima_app;
GRANT SELECT, INSERT, DELETE ON api_key TO digima_app;
GRANT SELECT, INSERT, UPDATE ON connections, inboxes, statuses, groups, customers, contact_points, inquiries TO digima_app;
GRANT SELECT, INSERT ON inquiry_keys, inquiry_mails, duplicate_candidates, customer_history TO digima_app;
GRANT SELECT, INSERT, DELETE ON customer_groups TO digima_app;
GRANT SELECT ON mails, deliveries TO digima_app;
GRANT UPDATE (state, attempts, lease_until, lease_token, last_error, read_at, reader_version, outcome, portal, subject, from_name, from_address, warnings, reviewed_at, reviewed_by) ON mails TO digima_app;
--> statement-breakpoint
-- The ways across, each one named. They run as digima_system, which may touch these tables only.
GRANT SELECT ON connections, inboxes, api_key TO digima_system;
GRANT SELECT, INSERT ON deliveries TO digima_system;
GRANT SELECT, INSERT, UPDATE ON mails TO digima_system;
CREATE POLICY across ON connections TO digima_system USING (true);
CREATE POLICY across ON inboxes TO digima_system USING (true);
CREATE POLICY across ON api_key TO digima_system USING (true);
CREATE POLICY across ON mails TO digima_system USING (true) WITH CHECK (true);
CREATE POLICY across ON deliveries TO digima_system USING (true) WITH CHECK (true);
--> statement-breakpoint
-- RCPT: the inbox an address routes to, or no row.
CREATE FUNCTION find_inbox(wanted text) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$ SELECT id FROM inboxes WHERE local_part = wanted AND (expires_at IS NULL OR expires_at > now()) $$;
--> statement-breakpoint
-- Accepted mails: for each inbox of each its row (or one more delivery of a known one) and the delivery, in one
-- statement. Mails are numbered from 1; raw_all holds their bytes one after another. A mail of a connection that is not
-- active is kept aside. Returns how many inboxes each mail reached.
CREATE FUNCTION store_mails(
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
           substring(raw_sha256 FROM (t.nr - 1) * 32 + 1 FOR 32) AS sha256,
           CASE c.state WHEN 'active' THEN 'waiting' ELSE 'aside' END AS state
    FROM unnest(of_mail, for_inbox, mail_ids, delivery_ids, recipients) AS t (nr, inbox_id, mail_id, delivery_id, recipient)
    JOIN inboxes i ON i.id = t.inbox_id
    JOIN connections c ON c.id = i.connection_id
  ), stored AS (
    INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state)
    SELECT t.mail_id, t.organization_id, t.connection_id, t.inbox_id, t.sha256,
           substring(raw_all FROM m.start FOR m.len), m.len, m.at, t.state
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
-- Job pick-up: leases waiting mails, oldest first. A mail tried before is leased alone, so that one that kills its
-- reader cannot use up the tries of others; after the last try it is `failed`, for people.
CREATE FUNCTION lease_mails(most int, lease interval, token uuid, tries int)
RETURNS TABLE (id uuid, organization_id uuid, connection_id uuid, raw bytea, received_at timestamptz, attempts smallint)
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  WITH given_up AS (
    UPDATE mails SET state = 'failed', lease_until = NULL, lease_token = NULL, last_error = coalesce(last_error, 'lease-expired')
    WHERE state = 'waiting' AND mails.attempts >= tries AND lease_until < now()
  ), free AS (
    SELECT m.id, m.attempts, row_number() OVER (ORDER BY m.received_at) AS place
    FROM (
      SELECT w.id, w.attempts, w.received_at FROM mails w
      WHERE w.state = 'waiting' AND w.attempts < tries AND (w.lease_until IS NULL OR w.lease_until < now())
      ORDER BY w.received_at LIMIT most FOR UPDATE SKIP LOCKED
    ) m
  ), chosen AS (
    SELECT f.id FROM free f
    WHERE CASE WHEN (SELECT o.attempts FROM free o WHERE o.place = 1) > 0 THEN f.place = 1 ELSE f.attempts = 0 END
  )
  UPDATE mails SET lease_until = now() + lease, lease_token = token, attempts = mails.attempts + 1
  FROM chosen WHERE mails.id = chosen.id
  RETURNING mails.id, mails.organization_id, mails.connection_id, mails.raw, mails.received_at, mails.attempts
$$;
--> statement-breakpoint
-- The organization an API key (its SHA-256) belongs to, or no row.
CREATE FUNCTION find_api_key(wanted bytea) RETURNS TABLE (id uuid, organization_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$ SELECT k.id, k.organization_id FROM api_key k WHERE k.hash = wanted $$;
--> statement-breakpoint
DO $$
DECLARE way text;
BEGIN
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA %I TO digima_system', current_schema());
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO digima_app, digima_auth', current_schema());
  FOREACH way IN ARRAY ARRAY[
    'find_inbox(text)',
    'store_mails(int[], uuid[], uuid[], uuid[], text[], bytea, int[], bytea, timestamptz[], text[], text[], text[], text[])',
    'lease_mails(int, interval, uuid, int)',
    'find_api_key(bytea)'
  ] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO digima_system', way);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', way);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO digima_app', way);
  END LOOP;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
