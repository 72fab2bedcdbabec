ALTER TABLE "matching_changes" ADD COLUMN "as_of" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "matching_changes" ADD COLUMN "overtaken" integer DEFAULT 0 NOT NULL;