-- A mail with a name of thousands of letters could not be taken in: no entry of an index is longer than 2,704 bytes.
ALTER TABLE "customers" drop column "sort_name";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "sort_name" text COLLATE "C" GENERATED ALWAYS AS (coalesce(nullif(left(search_form(left(coalesce(name_kana, name), 200)), 100), ''), U&'\FFFD')) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_by_name" ON "customers" USING btree ("organization_id","sort_name","id");
