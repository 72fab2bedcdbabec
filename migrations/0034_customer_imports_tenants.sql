-- CSV取り込み: one organization's, like any other rows of its own. The file and its rows go when their time is over.
ALTER TABLE customer_imports ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE customer_import_pieces
  ADD FOREIGN KEY (organization_id, import_id) REFERENCES customer_imports (organization_id, id);
ALTER TABLE customer_import_rows
  ADD FOREIGN KEY (organization_id, import_id) REFERENCES customer_imports (organization_id, id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id);
-- A file is read as it came: packing it again costs more than it saves for the days it is kept.
ALTER TABLE customer_import_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE customer_imports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_imports TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON customer_imports TO digima_app;
ALTER TABLE customer_import_pieces ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_import_pieces TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, DELETE ON customer_import_pieces TO digima_app;
ALTER TABLE customer_import_rows ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_import_rows TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, DELETE ON customer_import_rows TO digima_app;
--> statement-breakpoint
GRANT SELECT ON customer_imports, customer_import_pieces, customer_import_rows TO digima_backup;
CREATE POLICY backup ON customer_imports FOR SELECT TO digima_backup USING (true);
CREATE POLICY backup ON customer_import_pieces FOR SELECT TO digima_backup USING (true);
CREATE POLICY backup ON customer_import_rows FOR SELECT TO digima_backup USING (true);
