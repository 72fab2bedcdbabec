-- What people did about inquiries: one organization's, and only ever added to.
ALTER TABLE activities
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, inquiry_id) REFERENCES inquiries (organization_id, id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, undoes) REFERENCES activities (organization_id, id),
  ADD CHECK ((inquiry_id IS NULL) <> (customer_id IS NULL)),
  ADD CHECK ((kind = 'undone') = (undoes IS NOT NULL));
ALTER TABLE activities ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON activities TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT ON activities TO digima_app;
GRANT SELECT ON activities TO digima_backup;
CREATE POLICY backup ON activities FOR SELECT TO digima_backup USING (true);
--> statement-breakpoint
ALTER TABLE inquiries ADD FOREIGN KEY (organization_id, responded_by) REFERENCES member (organization_id, user_id);
