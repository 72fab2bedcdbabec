-- Changes at once and kept views: one organization's, and of one of its people.
ALTER TABLE bulk_changes
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, made_by) REFERENCES member (organization_id, user_id);
ALTER TABLE inquiry_views
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, user_id) REFERENCES member (organization_id, user_id);
ALTER TABLE bulk_changes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE inquiry_views ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bulk_changes TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
CREATE POLICY tenant ON inquiry_views TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT ON bulk_changes TO digima_app;
GRANT UPDATE (undone_at) ON bulk_changes TO digima_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON inquiry_views TO digima_app;
GRANT SELECT ON bulk_changes, inquiry_views TO digima_backup;
CREATE POLICY backup ON bulk_changes FOR SELECT TO digima_backup USING (true);
CREATE POLICY backup ON inquiry_views FOR SELECT TO digima_backup USING (true);
