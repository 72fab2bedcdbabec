CREATE TABLE "activity_inquiries" (
	"organization_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"inquiry_id" uuid NOT NULL,
	CONSTRAINT "activity_inquiries_activity_id_inquiry_id_pk" PRIMARY KEY("activity_id","inquiry_id")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"written_of" uuid NOT NULL,
	"text" text NOT NULL,
	"is_pinned" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"editor" jsonb,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "notes_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"written_of" uuid NOT NULL,
	"title" text NOT NULL,
	"due_at" timestamp with time zone,
	"is_all_day" boolean DEFAULT false NOT NULL,
	"assignee_id" uuid,
	"done_at" timestamp with time zone,
	"done_by" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"author" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "tasks_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "activity_inquiries_inquiry" ON "activity_inquiries" USING btree ("organization_id","inquiry_id");--> statement-breakpoint
CREATE INDEX "notes_customer" ON "notes" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "notes_written_of" ON "notes" USING btree ("organization_id","written_of");--> statement-breakpoint
CREATE INDEX "tasks_customer" ON "tasks" USING btree ("organization_id","customer_id","id");--> statement-breakpoint
CREATE INDEX "tasks_written_of" ON "tasks" USING btree ("organization_id","written_of");--> statement-breakpoint
CREATE INDEX "tasks_open" ON "tasks" USING btree ("organization_id","assignee_id","due_at","id") WHERE done_at IS NULL AND deleted_at IS NULL;