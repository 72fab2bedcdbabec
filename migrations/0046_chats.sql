CREATE TABLE "chats" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"service" text NOT NULL,
	"name" text NOT NULL,
	"sealed" text,
	"events" text[] NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "chats_organization" ON "chats" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "outgoing_mails_said" ON "outgoing_mails" USING btree ("organization_id","recipient_address","id") WHERE "outgoing_mails"."channel" <> 'mail';