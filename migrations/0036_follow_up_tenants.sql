-- A correction stands in the place of what it undoes: not only `undone` rows undo another.
DO $$
DECLARE old text;
BEGIN
  SELECT conname INTO STRICT old FROM pg_constraint
  WHERE conrelid = 'activities'::regclass AND contype = 'c' AND pg_get_constraintdef(oid) LIKE '%undone%';
  EXECUTE format('ALTER TABLE activities DROP CONSTRAINT %I', old);
END $$;
ALTER TABLE activities ADD CHECK (kind <> 'undone' OR undoes IS NOT NULL), ADD CHECK (undoes <> id);
--> statement-breakpoint
-- What activities with customers answered: one organization's, and only ever added to.
ALTER TABLE activity_inquiries
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, activity_id) REFERENCES activities (organization_id, id),
  ADD FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiries (organization_id, id);
ALTER TABLE activity_inquiries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activity_inquiries TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT ON activity_inquiries TO digima_app;
GRANT SELECT ON activity_inquiries TO digima_backup;
CREATE POLICY backup ON activity_inquiries FOR SELECT TO digima_backup USING (true);
--> statement-breakpoint
-- Notes and tasks: one organization's. Whose they were written of stays; they are never removed.
ALTER TABLE notes
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, written_of) REFERENCES customers (organization_id, id);
ALTER TABLE tasks
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, written_of) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, assignee_id) REFERENCES member (organization_id, user_id);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE tasks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON notes TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
CREATE POLICY tenant ON tasks TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT ON notes, tasks TO digima_app;
GRANT UPDATE (customer_id, text, is_pinned, version, editor, edited_at, deleted_at) ON notes TO digima_app;
GRANT UPDATE (customer_id, title, due_at, is_all_day, assignee_id, done_at, done_by, version, deleted_at) ON tasks TO digima_app;
GRANT SELECT ON notes, tasks TO digima_backup;
CREATE POLICY backup ON notes FOR SELECT TO digima_backup USING (true);
CREATE POLICY backup ON tasks FOR SELECT TO digima_backup USING (true);
