-- 媒体の費用: one organization's, like any other rows of its own.
ALTER TABLE portal_costs
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD CHECK (month ~ '^2[01][0-9]{2}-(0[1-9]|1[0-2])$'),
  ADD CHECK (yen >= 0);
--> statement-breakpoint
ALTER TABLE portal_costs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON portal_costs TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_costs TO digima_app;
--> statement-breakpoint
GRANT SELECT ON portal_costs TO digima_backup;
CREATE POLICY backup ON portal_costs FOR SELECT TO digima_backup USING (true);
