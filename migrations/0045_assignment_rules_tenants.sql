-- Whose turn it is in a rule's team: one organization's, and a person's of it.
ALTER TABLE assignment_turns
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, connection_id) REFERENCES connections (organization_id, id),
  ADD FOREIGN KEY (organization_id, last_user_id) REFERENCES member (organization_id, user_id);
ALTER TABLE assignment_turns ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON assignment_turns TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON assignment_turns TO digima_app;
GRANT SELECT ON assignment_turns TO digima_backup;
CREATE POLICY backup ON assignment_turns FOR SELECT TO digima_backup USING (true);
