ALTER TABLE "mails" ADD COLUMN "lost" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "lost" smallint DEFAULT 0 NOT NULL;