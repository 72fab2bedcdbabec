-- 動的な顧客グループ: one organization's, like any other row of its own.
ALTER TABLE dynamic_groups ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE dynamic_groups ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON dynamic_groups TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON dynamic_groups TO digima_app;
GRANT SELECT ON dynamic_groups TO digima_backup;
CREATE POLICY backup ON dynamic_groups FOR SELECT TO digima_backup USING (true);
