CREATE TABLE "escalations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid,
	"after_minutes" integer NOT NULL,
	"people" uuid[] NOT NULL,
	"manager_id" uuid,
	"hours" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "escalations_once" UNIQUE NULLS NOT DISTINCT("organization_id","connection_id")
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"mail" boolean NOT NULL,
	"push" boolean NOT NULL,
	"pace" text NOT NULL,
	"quiet" jsonb,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notice_preferences_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "notice_settings" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"defaults" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "push_devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"endpoint_key" text NOT NULL,
	"sealed" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_devices_once" UNIQUE("organization_id","user_id","endpoint_key"),
	CONSTRAINT "push_devices_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "push_keys" (
	"id" smallint PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "outgoing_mails_bundled" ON "outgoing_mails" USING btree ("bundled_in") WHERE "outgoing_mails"."bundled_in" IS NOT NULL;