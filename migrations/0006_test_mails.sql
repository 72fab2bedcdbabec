ALTER TABLE "inquiries" ADD COLUMN "completion" jsonb;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "is_test" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "test_inquiries" DROP COLUMN "mail_id";--> statement-breakpoint
ALTER TABLE "test_inquiries" ADD CONSTRAINT "test_inquiries_mark" UNIQUE("mark_hash");