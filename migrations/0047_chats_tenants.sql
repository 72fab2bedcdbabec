-- The chats a firm is told in: its own, like any other rows.
ALTER TABLE chats
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
--> statement-breakpoint
ALTER TABLE chats ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON chats TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON chats TO digima_app;
--> statement-breakpoint
GRANT SELECT ON chats TO digima_backup;
CREATE POLICY backup ON chats FOR SELECT TO digima_backup USING (true);
