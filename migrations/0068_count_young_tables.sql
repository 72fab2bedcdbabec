-- PostgreSQL plans by what it last counted of a table, and of a fresh installation it has counted nothing. Until it counts by itself (ten
-- seconds to a minute later) the foreign keys of each row walked through a firm's whole index. What has grown since it was counted and is
-- not large yet is counted now; as the tables' owner, who alone may.
CREATE FUNCTION count_young_tables() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE young regclass;
BEGIN
  FOR young IN
    SELECT c.oid FROM pg_class c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.reltuples < 10000
      AND pg_relation_size(c.oid) > c.relpages * current_setting('block_size')::bigint
    ORDER BY c.oid
  LOOP
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', young);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION count_young_tables() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION count_young_tables() TO digima_app;
