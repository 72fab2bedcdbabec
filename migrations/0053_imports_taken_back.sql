CREATE TABLE "customer_import_undos" (
	"organization_id" uuid NOT NULL,
	"import_id" uuid PRIMARY KEY NOT NULL,
	"actor" jsonb NOT NULL,
	"phase" text DEFAULT 'preview' NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"cursor" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "matching_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"made_by" uuid NOT NULL,
	"subject" text NOT NULL,
	"change" jsonb NOT NULL,
	"filter" jsonb NOT NULL,
	"up_to" uuid NOT NULL,
	"total" integer NOT NULL,
	"cursor" uuid,
	"looked" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"left" integer DEFAULT 0 NOT NULL,
	"is_undone" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"moved_at" timestamp with time zone DEFAULT now(),
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "customer_import_rows" ADD COLUMN "gave" jsonb;--> statement-breakpoint
ALTER TABLE "customer_import_rows" ADD COLUMN "kept" text;--> statement-breakpoint
CREATE INDEX "matching_changes_list" ON "matching_changes" USING btree ("organization_id","made_by","id");--> statement-breakpoint
CREATE INDEX "customer_merges_absorbed" ON "customer_merges" USING btree ("absorbed_id");