ALTER TABLE "contact_points" DROP CONSTRAINT "contact_points_once";--> statement-breakpoint
DROP INDEX "inquiries_customer";--> statement-breakpoint
CREATE INDEX "inquiries_customer" ON "inquiries" USING btree ("organization_id","customer_id");--> statement-breakpoint
ALTER TABLE "contact_points" ADD CONSTRAINT "contact_points_once" UNIQUE("organization_id","customer_id","kind","key");