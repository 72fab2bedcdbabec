ALTER TABLE "bulk_changes" ADD COLUMN "part_of" uuid;--> statement-breakpoint
CREATE INDEX "bulk_changes_part" ON "bulk_changes" USING btree ("part_of");