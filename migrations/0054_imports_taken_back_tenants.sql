-- 取り消し of an import, and changes to all that match: one organization's, like any other rows of its own.
ALTER TABLE customer_import_undos
  ADD FOREIGN KEY (organization_id, import_id) REFERENCES customer_imports (organization_id, id);
ALTER TABLE matching_changes
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, made_by) REFERENCES member (organization_id, user_id);
ALTER TABLE customer_import_undos ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_import_undos TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_import_undos TO digima_app;
GRANT SELECT ON customer_import_undos TO digima_backup;
CREATE POLICY backup ON customer_import_undos FOR SELECT TO digima_backup USING (true);
ALTER TABLE matching_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON matching_changes TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE ON matching_changes TO digima_app;
GRANT SELECT ON matching_changes TO digima_backup;
CREATE POLICY backup ON matching_changes FOR SELECT TO digima_backup USING (true);
--> statement-breakpoint
GRANT UPDATE (kept) ON customer_import_rows TO digima_app;
-- Suspected of being somebody for what an import gave them: taken back with it.
GRANT DELETE ON duplicate_candidates TO digima_app;
-- Whom one import made, another may have met.
ALTER TABLE customer_import_rows
  DROP CONSTRAINT customer_import_rows_organization_id_customer_id_fkey,
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id) ON DELETE SET NULL (customer_id);
--> statement-breakpoint
-- The one way in which customers go, and their history with them: they are of this import, of the running transaction's
-- organization, and nothing was done with them but what the import did, as their history tells. The program itself may remove
-- neither. Its policies bind the function to that organization as well.
GRANT SELECT ON customer_import_rows TO digima_system;
CREATE POLICY of_imports ON customer_import_rows TO digima_system USING (organization_id = (SELECT current_organization()));
GRANT SELECT, DELETE ON customers, contact_points, customer_groups, duplicate_candidates, customer_history, notes TO digima_system;
CREATE POLICY of_imports ON customers TO digima_system USING (organization_id = (SELECT current_organization()));
CREATE POLICY of_imports ON contact_points TO digima_system USING (organization_id = (SELECT current_organization()));
CREATE POLICY of_imports ON customer_groups TO digima_system USING (organization_id = (SELECT current_organization()));
CREATE POLICY of_imports ON duplicate_candidates TO digima_system USING (organization_id = (SELECT current_organization()));
CREATE POLICY of_imports ON customer_history TO digima_system USING (organization_id = (SELECT current_organization()));
CREATE POLICY of_imports ON notes TO digima_system USING (organization_id = (SELECT current_organization()));
--> statement-breakpoint
CREATE FUNCTION remove_imported_customers(from_import uuid, wanted uuid[]) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT
AS $$
DECLARE gone uuid[];
BEGIN
  gone := ARRAY(
    SELECT c.id FROM customers c
    WHERE c.organization_id = current_organization() AND c.id = ANY (wanted)
      AND EXISTS (SELECT FROM customer_import_rows r WHERE r.organization_id = c.organization_id AND r.customer_id = c.id
        AND r.import_id = from_import AND r.kind IN ('new', 'suspected'))
      AND NOT EXISTS (SELECT FROM customer_history h WHERE h.organization_id = c.organization_id AND h.customer_id = c.id
        AND NOT EXISTS (SELECT FROM customer_history i WHERE i.organization_id = h.organization_id AND i.customer_id = h.customer_id
          AND i.at = h.at AND i.event ->> 'type' = 'imported' AND i.event ->> 'importId' = from_import::text)));
  PERFORM defer_customer_search(); -- what they are found by goes with them
  DELETE FROM duplicate_candidates d WHERE d.suspected_id = ANY (gone) OR d.suspected_other_id = ANY (gone);
  DELETE FROM customer_groups g WHERE g.customer_id = ANY (gone);
  DELETE FROM contact_points p WHERE p.organization_id = current_organization() AND p.customer_id = ANY (gone);
  DELETE FROM notes n WHERE n.organization_id = current_organization() AND n.customer_id = ANY (gone);
  DELETE FROM customer_history h WHERE h.customer_id = ANY (gone);
  DELETE FROM customers c WHERE c.organization_id = current_organization() AND c.id = ANY (gone);
  RETURN QUERY SELECT unnest(gone);
END $$;
--> statement-breakpoint
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON SCHEMA %I TO digima_system', current_schema());
  ALTER FUNCTION remove_imported_customers(uuid, uuid[]) OWNER TO digima_system;
  REVOKE ALL ON FUNCTION remove_imported_customers(uuid, uuid[]) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION remove_imported_customers(uuid, uuid[]) TO digima_app;
  EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM digima_system', current_schema());
END $$;
