CREATE TABLE "customer_search" (
	"organization_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "customer_search_organization_id_customer_id_pk" PRIMARY KEY("organization_id","customer_id")
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "sort_name" text COLLATE "C" GENERATED ALWAYS AS (coalesce(nullif(search_form(coalesce(name_kana, name)), ''), U&'\FFFD')) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree ("organization_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "customers_by_change" ON "customers" USING btree ("organization_id","updated_at","id");