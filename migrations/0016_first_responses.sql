CREATE TABLE "activities" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"inquiry_id" uuid,
	"customer_id" uuid,
	"kind" text NOT NULL,
	"outcome" text,
	"text" text,
	"at" timestamp with time zone NOT NULL,
	"undoes" uuid,
	"actor" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activities_tenant" UNIQUE("organization_id","id"),
	CONSTRAINT "activities_undone_once" UNIQUE("undoes")
);
--> statement-breakpoint
ALTER TABLE "inquiries" ADD COLUMN "responded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inquiries" ADD COLUMN "responded_by" uuid;--> statement-breakpoint
CREATE INDEX "activities_inquiry" ON "activities" USING btree ("inquiry_id","id");--> statement-breakpoint
CREATE INDEX "activities_customer" ON "activities" USING btree ("customer_id","id");--> statement-breakpoint
CREATE INDEX "customers_assignee" ON "customers" USING btree ("organization_id","assignee_id");--> statement-breakpoint
CREATE INDEX "customers_status" ON "customers" USING btree ("organization_id","status_id");--> statement-breakpoint
CREATE INDEX "inquiries_open" ON "inquiries" USING btree ("organization_id","id") WHERE responded_at IS NULL;--> statement-breakpoint
CREATE INDEX "inquiries_responded" ON "inquiries" USING btree ("organization_id","id") WHERE responded_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "inquiries_repeat" ON "inquiries" USING btree ("organization_id","id") WHERE is_repeat;--> statement-breakpoint
CREATE INDEX "inquiries_portal" ON "inquiries" USING btree ("organization_id","portal","id");--> statement-breakpoint
CREATE INDEX "inquiries_received" ON "inquiries" USING btree ("organization_id","received_at");