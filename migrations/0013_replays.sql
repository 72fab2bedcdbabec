CREATE TABLE "replays" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid,
	"since" timestamp with time zone,
	"phase" text DEFAULT 'preview' NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"is_quiet" boolean DEFAULT false NOT NULL,
	"created_by_name" text NOT NULL,
	"reader_version" text NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"cursor" uuid,
	"counts" jsonb NOT NULL,
	"differences" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "replays_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "replays_one" ON "replays" USING btree ("organization_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "replays_list" ON "replays" USING btree ("organization_id","id");