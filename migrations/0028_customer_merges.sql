CREATE TABLE "customer_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"absorbed_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"absorbed" jsonb NOT NULL,
	"inquiry_ids" jsonb NOT NULL,
	"actor" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "duplicate_candidates" DROP CONSTRAINT "duplicate_candidates_customer_id_other_id_pk";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "duplicate_candidates" ADD COLUMN "suspected_id" uuid;--> statement-breakpoint
ALTER TABLE "duplicate_candidates" ADD COLUMN "suspected_other_id" uuid;--> statement-breakpoint
ALTER TABLE "duplicate_candidates" ADD COLUMN "dismissed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "duplicate_candidates" ADD COLUMN "is_open" boolean GENERATED ALWAYS AS (dismissed_at IS NULL AND customer_id <> other_id) STORED NOT NULL;--> statement-breakpoint
CREATE INDEX "customer_merges_survivor" ON "customer_merges" USING btree ("survivor_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_merges_once" ON "customer_merges" USING btree ("absorbed_id") WHERE undone_at IS NULL;--> statement-breakpoint
CREATE INDEX "customers_merged" ON "customers" USING btree ("merged_into") WHERE merged_into IS NOT NULL;--> statement-breakpoint
CREATE INDEX "duplicate_candidates_customer" ON "duplicate_candidates" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "duplicate_candidates_suspected_other" ON "duplicate_candidates" USING btree ("suspected_other_id");