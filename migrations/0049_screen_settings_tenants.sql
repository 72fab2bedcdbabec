ALTER TABLE screen_settings
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, user_id) REFERENCES member (organization_id, user_id),
  ADD CONSTRAINT screen_settings_language CHECK (language IN ('ja', 'en'));
ALTER TABLE screen_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON screen_settings TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON screen_settings TO digima_app;
GRANT SELECT ON screen_settings TO digima_backup;
CREATE POLICY backup ON screen_settings FOR SELECT TO digima_backup USING (true);
