ALTER TABLE "outgoing_mails" DROP CONSTRAINT "outgoing_mails_once";--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "forward_to" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing_mails" ADD COLUMN "channel" text DEFAULT 'mail' NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing_mails" ADD COLUMN "mail_id" uuid;--> statement-breakpoint
ALTER TABLE "outgoing_mails" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "outgoing_mails" ADD COLUMN "bundled_in" uuid;--> statement-breakpoint
CREATE INDEX "outgoing_mails_mail" ON "outgoing_mails" USING btree ("mail_id") WHERE "outgoing_mails"."mail_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "outgoing_mails_held" ON "outgoing_mails" USING btree ("recipient_id","due_at") WHERE "outgoing_mails"."state" = 'held';--> statement-breakpoint
ALTER TABLE "outgoing_mails" ADD CONSTRAINT "outgoing_mails_once" UNIQUE("organization_id","event","channel","recipient_address");