-- What is there already is looked for by its key, a mail at a time: planned when a hundred mails had been counted, the whole index was
-- read for each batch (a merge) until they were counted again. OFFSET 0 and the lock keep PostgreSQL from making a join of it.
CREATE OR REPLACE FUNCTION store_mails(
  of_mail int[], for_inbox uuid[], mail_ids uuid[], delivery_ids uuid[], recipients text[],
  raw_all bytea, raw_length int[], raw_sha256 bytea, received timestamptz[],
  senders text[], client_addrs text[], client_helos text[], tls_used text[]
) RETURNS TABLE (mail int, inboxes int) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off
AS $$ -- plpgsql keeps its plans; an SQL function may be planned anew for every call
#variable_conflict use_column
DECLARE
  stored_deliveries uuid[];
  again_deliveries uuid[];
BEGIN
  -- All three can be changed while the server runs; each statement looks anew.
  IF 'off' IN (current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')) THEN
    RAISE EXCEPTION 'a power cut could lose what is stored now' USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
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
           EXISTS (SELECT FROM test_inquiries q WHERE q.mark_hash = t.sha256 AND q.connection_id = t.connection_id OFFSET 0)
    FROM target t JOIN incoming m ON m.nr = t.nr
    -- The conflict alone would wait for whoever writes the row meanwhile.
    WHERE NOT EXISTS (SELECT FROM mails known WHERE known.inbox_id = t.inbox_id AND known.sha256 = t.sha256 OFFSET 0)
    ORDER BY t.inbox_id, t.sha256 -- the same order for everybody: two statements cannot wait for each other
    ON CONFLICT (inbox_id, sha256) DO NOTHING
    RETURNING mails.id
  ), delivered AS (
    INSERT INTO deliveries (id, organization_id, mail_id, received_at, envelope_from, envelope_to, client_address, client_name, tls)
    SELECT t.delivery_id, t.organization_id, s.id, m.at, m.sender, t.recipient, m.addr, m.helo, m.tls
    FROM stored s
    JOIN target t ON t.mail_id = s.id
    JOIN incoming m ON m.nr = t.nr
    RETURNING deliveries.id
  )
  SELECT coalesce(array_agg(d.id), '{}') INTO stored_deliveries FROM delivered d;
  IF cardinality(stored_deliveries) < cardinality(delivery_ids) THEN
    -- In a statement of its own, which sees what others stored while the first one waited for them.
    WITH target AS (
      SELECT t.nr, t.inbox_id, t.delivery_id, t.recipient, substring(raw_sha256 FROM (t.nr - 1) * 32 + 1 FOR 32) AS sha256
      FROM unnest(of_mail, for_inbox, delivery_ids, recipients) AS t (nr, inbox_id, delivery_id, recipient)
      WHERE t.delivery_id <> ALL (stored_deliveries)
    ), again AS (
      SELECT t.nr, t.delivery_id, t.recipient, m.id, m.organization_id
      FROM (SELECT * FROM target ORDER BY inbox_id, sha256) t CROSS JOIN LATERAL (
        SELECT m.id, m.organization_id FROM mails m WHERE m.inbox_id = t.inbox_id AND m.sha256 = t.sha256
        FOR KEY SHARE -- whoever reads it meanwhile may write its row; it can only not be deleted
      ) m
    ), delivered AS (
      INSERT INTO deliveries (id, organization_id, mail_id, received_at, envelope_from, envelope_to, client_address, client_name, tls)
      SELECT a.delivery_id, a.organization_id, a.id, received[a.nr], senders[a.nr], a.recipient, client_addrs[a.nr],
             client_helos[a.nr], tls_used[a.nr]
      FROM again a
      RETURNING deliveries.id
    )
    SELECT coalesce(array_agg(d.id), '{}') INTO again_deliveries FROM delivered d;
  END IF;
  RETURN QUERY
  SELECT t.nr, count(*)::int FROM unnest(of_mail, delivery_ids) AS t (nr, delivery_id)
  WHERE t.delivery_id = ANY (stored_deliveries || again_deliveries) GROUP BY t.nr;
END $$;
