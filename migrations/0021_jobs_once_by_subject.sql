ALTER TABLE "jobs" DROP CONSTRAINT "jobs_once";--> statement-breakpoint
ALTER TABLE "jobs" ADD CONSTRAINT "jobs_once" UNIQUE("subject_id","kind","organization_id");