-- No mail is stored on a server that could lose it again.
CREATE OR REPLACE FUNCTION store_mails(
  of_mail int[], for_inbox uuid[], mail_ids uuid[], delivery_ids uuid[], recipients text[],
  raw_all bytea, raw_length int[], raw_sha256 bytea, received timestamptz[],
  senders text[], client_addrs text[], client_helos text[], tls_used text[]
) RETURNS TABLE (mail int, inboxes int) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
BEGIN
  -- All three can be changed while the server runs; each statement looks anew.
  IF 'off' IN (current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')) THEN
    RAISE EXCEPTION 'a power cut could lose what is stored now' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
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
    INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, is_test)
    SELECT t.mail_id, t.organization_id, t.connection_id, t.inbox_id, t.sha256,
           substring(raw_all FROM m.start FOR m.len), m.len, m.at, 'waiting',
           EXISTS (SELECT FROM test_inquiries q WHERE q.mark_hash = t.sha256 AND q.connection_id = t.connection_id)
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
-- What became of deliveries whose answer was lost: those that are there, with the bytes and the inbox they brought.
CREATE FUNCTION find_deliveries(wanted uuid[]) RETURNS TABLE (id uuid, inbox_id uuid, sha256 bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
AS $$
  SELECT d.id, m.inbox_id, m.sha256 FROM deliveries d JOIN mails m ON m.id = d.mail_id WHERE d.id = ANY (wanted)
$$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION find_deliveries(uuid[]) OWNER TO digima_system;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
REVOKE ALL ON FUNCTION find_deliveries(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_deliveries(uuid[]) TO digima_app;
