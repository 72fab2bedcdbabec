-- 店舗 are one organization's, like any other rows of its own, and a person belongs to one of theirs.
ALTER TABLE branches ADD FOREIGN KEY (organization_id) REFERENCES organization (id);
ALTER TABLE member ADD FOREIGN KEY (organization_id, branch_id) REFERENCES branches (organization_id, id);
--> statement-breakpoint
ALTER TABLE branches ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON branches TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE, DELETE ON branches TO digima_app;
GRANT UPDATE (branch_id) ON member TO digima_app;
--> statement-breakpoint
GRANT SELECT ON branches TO digima_backup;
CREATE POLICY backup ON branches FOR SELECT TO digima_backup USING (true);
--> statement-breakpoint
-- In firms that are there already: the status we made counts as 成約 where it still has our name, and connections are watched for
-- silence, as others are from 「連携する」 on. Their owner reaches all rows of a table only while it is not forced.
ALTER TABLE statuses NO FORCE ROW LEVEL SECURITY;
UPDATE statuses SET is_contract = true WHERE name = '成約';
ALTER TABLE statuses FORCE ROW LEVEL SECURITY;
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE jobs NO FORCE ROW LEVEL SECURITY;
INSERT INTO jobs (id, organization_id, kind, subject_id, run_at)
  SELECT gen_random_uuid(), organization_id, 'watch-silence', id, now() + random() * interval '1 day'
  FROM connections WHERE state IN ('active', 'paused');
ALTER TABLE jobs FORCE ROW LEVEL SECURITY;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
