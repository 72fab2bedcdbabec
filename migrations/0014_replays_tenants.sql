-- 再読み取り: one organization's, like any other row of its own.
ALTER TABLE replays
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id);
ALTER TABLE replays ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON replays TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE ON replays TO digima_app;
GRANT SELECT ON replays TO digima_backup;
CREATE POLICY backup ON replays FOR SELECT TO digima_backup USING (true);
