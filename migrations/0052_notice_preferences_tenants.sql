-- How people are told is their firm's own, like any other rows.
ALTER TABLE notice_preferences
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, user_id) REFERENCES member (organization_id, user_id);
ALTER TABLE notice_settings ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE push_devices
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, user_id) REFERENCES member (organization_id, user_id);
ALTER TABLE escalations
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id),
  ADD FOREIGN KEY (organization_id, manager_id) REFERENCES member (organization_id, user_id),
  ADD CHECK (after_minutes BETWEEN 1 AND 10080);
ALTER TABLE push_keys ADD CHECK (id = 1);
--> statement-breakpoint
DO $$
DECLARE tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['notice_preferences', 'notice_settings', 'push_devices', 'escalations'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('CREATE POLICY tenant ON %I TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()))', tenant);
    EXECUTE format('CREATE POLICY backup ON %I FOR SELECT TO digima_backup USING (true)', tenant);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON notice_preferences, notice_settings, push_devices, escalations TO digima_app;
GRANT SELECT, INSERT ON push_keys TO digima_app; -- one installation, one key
GRANT SELECT ON notice_preferences, notice_settings, push_devices, push_keys, escalations TO digima_backup;
