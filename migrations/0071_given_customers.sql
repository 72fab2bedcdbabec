-- Whom customers were given to later than at intake, and what their notices are composed from (ADR 37): one organization's, and a
-- customer's for as long as there is one.
CREATE TABLE "given_customers" (
	"organization_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"assignee_id" uuid,
	"was_id" uuid,
	"given_by" uuid,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "given_customers_organization_id_customer_id_pk" PRIMARY KEY("organization_id","customer_id")
);
--> statement-breakpoint
CREATE INDEX "given_customers_change" ON "given_customers" USING btree ("organization_id","change_id");--> statement-breakpoint
ALTER TABLE given_customers
  ADD FOREIGN KEY (organization_id) REFERENCES organization (id),
  ADD FOREIGN KEY (organization_id, customer_id) REFERENCES customers (organization_id, id) ON DELETE CASCADE,
  ADD FOREIGN KEY (organization_id, assignee_id) REFERENCES member (organization_id, user_id),
  ADD FOREIGN KEY (organization_id, was_id) REFERENCES member (organization_id, user_id),
  ADD FOREIGN KEY (organization_id, given_by) REFERENCES member (organization_id, user_id);
ALTER TABLE given_customers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON given_customers TO digima_app USING (organization_id = (SELECT current_organization())) WITH CHECK (organization_id = (SELECT current_organization()));
GRANT SELECT, INSERT, UPDATE ON given_customers TO digima_app;
GRANT SELECT ON given_customers TO digima_backup;
CREATE POLICY backup ON given_customers FOR SELECT TO digima_backup USING (true);
