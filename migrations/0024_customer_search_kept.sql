-- What customers are found by is kept by triggers, in the statement that changes it: whoever writes a customer, a contact point
-- or an inquiry need not know of it. Its index holds pairs of letters, not triples: most surnames have two.

-- Letters in pairs, the last of a run alone; runs of a–z and digits whole. All marked with the organization, so that a search
-- never meets what is another's, and one index serves them all. To be asked with search_query.
CREATE FUNCTION search_tokens(organization uuid, form text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  mark text := right(organization::text, 6);
  letters text[] := string_to_array(regexp_replace(form, '[ -~]+', E'\n', 'g'), NULL);
BEGIN
  RETURN array_to_tsvector(ARRAY(
    SELECT mark || a || CASE WHEN b <> E'\n' THEN b ELSE '' END FROM unnest(letters, letters[2:]) AS pair (a, b) WHERE a <> E'\n'
    UNION ALL
    SELECT mark || left(run[1], 20) FROM regexp_matches(form, '[a-z0-9]+', 'g') AS run
  ));
END $$;
--> statement-breakpoint
-- The tokens of one text in search_form that somebody asks for; its end is open. One or two of a–z and digits at the end
-- begin too many words: they are left out where there is another token, or `is_part`: where other texts are asked for as well.
-- Null: no token.
CREATE FUNCTION search_query(organization uuid, form text, is_part boolean) RETURNS tsquery LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  mark text := right(organization::text, 6);
  letters text[] := string_to_array(regexp_replace(form, '[ -~]+', E'\n', 'g'), NULL);
  ends_in_run boolean := form ~ '[a-z0-9]$';
BEGIN
  RETURN (
    SELECT string_agg(token, ' & ') FILTER (WHERE NOT is_short OR is_alone)
    FROM (
      SELECT token, is_short, NOT is_part AND bool_and(is_short) OVER () AS is_alone
      FROM (
        SELECT quote_literal(mark || a || CASE WHEN b <> E'\n' THEN b ELSE '' END) || CASE WHEN b IS NULL THEN ':*' ELSE '' END AS token, false AS is_short
        FROM unnest(letters, letters[2:], ARRAY[E'\n'] || letters) AS pair (a, b, before)
        WHERE a <> E'\n' AND (b IS NOT NULL OR before = E'\n') -- the last letter is in the pair before it
        UNION ALL
        SELECT quote_literal(mark || left(run[1], 20)) || CASE WHEN ends_in_run AND nr = count(*) OVER () THEN ':*' ELSE '' END,
          ends_in_run AND nr = count(*) OVER () AND length(run[1]) < 3
        FROM regexp_matches(form, '[a-z0-9]+', 'g') WITH ORDINALITY AS runs (run, nr)
      ) AS tokens
    ) AS judged
  )::tsquery;
END $$;
--> statement-breakpoint
-- Writes anew what these customers are found by, those not there left out. Phones as dialled in Japan, and backwards behind an r:
-- for their last digits.
CREATE FUNCTION refresh_customer_search(ids uuid[]) RETURNS void LANGUAGE plpgsql
AS $$
BEGIN
  -- Who else changes them has committed: the next statement sees it.
  PERFORM FROM customers c WHERE c.id = ANY (ids) ORDER BY c.id FOR NO KEY UPDATE;
  INSERT INTO customer_search AS s (organization_id, customer_id, text)
  SELECT c.organization_id, c.id, search_form(left(coalesce((
    SELECT string_agg(DISTINCT left(part, 500), E'\n') FROM (
      SELECT CASE p.kind WHEN 'phone' THEN n || E'\nr' || reverse(n) ELSE p.value END AS part
      FROM contact_points p, translate(replace(p.key, '+81', '0'), '+', '') AS n
      WHERE p.organization_id = c.organization_id AND p.customer_id = c.id
      UNION ALL SELECT c.name UNION ALL SELECT c.name_kana UNION ALL SELECT translate(c.postal_code, '-‐－ー', '') UNION ALL SELECT c.address
      UNION ALL
      SELECT v FROM inquiries i, LATERAL (VALUES
        (i.request_number), (i.content #>> '{property,address}'), (i.content #>> '{property,listingNumber}'),
        (concat(i.content #>> '{property,buildingName}', ' ', i.content #>> '{property,roomNumber}'))) AS property (v)
      WHERE i.organization_id = c.organization_id AND i.customer_id = c.id
    ) AS parts
  ), ''), 5000))
  FROM customers c WHERE c.id = ANY (ids) ORDER BY c.id
  ON CONFLICT ON CONSTRAINT customer_search_organization_id_customer_id_pk DO UPDATE SET text = excluded.text WHERE s.text <> excluded.text;
END $$;
--> statement-breakpoint
-- Who changes many tables for one customer may say so first (defer_customer_search) and write it once at the end.
CREATE FUNCTION defer_customer_search() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN PERFORM set_config('app.search_deferred', 'on', true); END $$;
CREATE FUNCTION write_deferred_search(ids uuid[]) RETURNS void LANGUAGE plpgsql
AS $$ BEGIN
  PERFORM set_config('app.search_deferred', '', true);
  PERFORM refresh_customer_search(ids);
END $$;
CREATE FUNCTION customer_search_changed() RETURNS trigger LANGUAGE plpgsql
AS $$
DECLARE ids uuid[];
BEGIN
  IF current_setting('app.search_deferred', true) = 'on' THEN RETURN NULL; END IF;
  IF TG_LEVEL = 'ROW' THEN
    ids := CASE TG_TABLE_NAME WHEN 'customers' THEN ARRAY[NEW.id] END;
    IF ids IS NULL THEN ids := ARRAY[OLD.customer_id, NEW.customer_id]; END IF;
  ELSIF TG_TABLE_NAME = 'customers' THEN ids := ARRAY(SELECT id FROM changed);
  ELSE ids := ARRAY(SELECT DISTINCT customer_id FROM changed WHERE customer_id IS NOT NULL);
  END IF;
  PERFORM refresh_customer_search(ids);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER search_inserted AFTER INSERT ON customers REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_updated AFTER UPDATE OF name, name_kana, postal_code, address ON customers FOR EACH ROW
  WHEN (ROW (OLD.name, OLD.name_kana, OLD.postal_code, OLD.address) IS DISTINCT FROM ROW (NEW.name, NEW.name_kana, NEW.postal_code, NEW.address))
  EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_inserted AFTER INSERT ON contact_points REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_deleted AFTER DELETE ON contact_points REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_updated AFTER UPDATE OF customer_id, kind, value, key ON contact_points
  FOR EACH ROW EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_inserted AFTER INSERT ON inquiries REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_deleted AFTER DELETE ON inquiries REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION customer_search_changed();
CREATE TRIGGER search_updated AFTER UPDATE OF customer_id, request_number, content ON inquiries
  FOR EACH ROW WHEN (OLD.customer_id IS DISTINCT FROM NEW.customer_id OR OLD.request_number IS DISTINCT FROM NEW.request_number
    OR OLD.content -> 'property' IS DISTINCT FROM NEW.content -> 'property')
  EXECUTE FUNCTION customer_search_changed();
--> statement-breakpoint
ALTER TABLE customer_search ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id) ON DELETE CASCADE;
--> statement-breakpoint
-- Customers there already. For a moment the tables' owner sees them all.
ALTER TABLE customers NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contact_points NO FORCE ROW LEVEL SECURITY;
ALTER TABLE inquiries NO FORCE ROW LEVEL SECURITY;
SELECT refresh_customer_search(ARRAY(SELECT id FROM customers));
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
ALTER TABLE contact_points FORCE ROW LEVEL SECURITY;
ALTER TABLE inquiries FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE INDEX customer_search_tokens ON customer_search USING gin (search_tokens(organization_id, text)) WITH (gin_pending_list_limit = 1024);
--> statement-breakpoint
ALTER TABLE customer_search ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_search TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE ON customer_search TO digima_app;
GRANT SELECT ON customer_search TO digima_backup;
CREATE POLICY backup ON customer_search FOR SELECT TO digima_backup USING (true);
GRANT SELECT ON customer_search TO digima_system;
CREATE POLICY across ON customer_search TO digima_system USING (true);
--> statement-breakpoint
-- Candidates of the running transaction's organization by the index: those with all tokens of `wanted`, in no order, at most so
-- many. Under row-level security no index may be asked @@ (it is not leakproof), so this is a way across that looks at the
-- organization itself.
CREATE FUNCTION find_searched(wanted tsquery, most int) RETURNS TABLE (customer_id uuid, text text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET enable_seqscan = off SET enable_indexscan = off
AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT s.customer_id, s.text FROM customer_search s
  WHERE search_tokens(s.organization_id, s.text) @@ wanted AND s.organization_id = current_organization() LIMIT most;
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION find_searched(tsquery, int) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION find_searched(tsquery, int) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION find_searched(tsquery, int) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
