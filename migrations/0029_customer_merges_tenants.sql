-- Suspicions that are there were said of whom they name. For a moment the tables' owner sees them all.
ALTER TABLE duplicate_candidates NO FORCE ROW LEVEL SECURITY;
UPDATE duplicate_candidates SET suspected_id = customer_id, suspected_other_id = other_id;
ALTER TABLE duplicate_candidates FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE duplicate_candidates
  ADD CONSTRAINT duplicate_candidates_suspected_id_suspected_other_id_pk PRIMARY KEY (suspected_id, suspected_other_id),
  ADD FOREIGN KEY (organization_id, suspected_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, suspected_other_id) REFERENCES customers (organization_id, id);
GRANT UPDATE (customer_id, other_id, dismissed_at) ON duplicate_candidates TO digima_app;
--> statement-breakpoint
ALTER TABLE customers
  ADD FOREIGN KEY (organization_id, merged_into) REFERENCES customers (organization_id, id),
  ADD CHECK (merged_into <> id);
--> statement-breakpoint
-- What was merged: one organization's. How it was is never changed.
ALTER TABLE customer_merges
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, survivor_id) REFERENCES customers (organization_id, id),
  ADD FOREIGN KEY (organization_id, absorbed_id) REFERENCES customers (organization_id, id),
  ADD CHECK (survivor_id <> absorbed_id);
ALTER TABLE customer_merges ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON customer_merges TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT ON customer_merges TO digima_app;
GRANT UPDATE (undone_at) ON customer_merges TO digima_app;
GRANT SELECT ON customer_merges TO digima_backup;
CREATE POLICY backup ON customer_merges FOR SELECT TO digima_backup USING (true);
