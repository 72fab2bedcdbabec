CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject_id" uuid,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organization_options" (
	"organization_id" uuid NOT NULL,
	"option" text NOT NULL,
	"is_on" boolean NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid,
	CONSTRAINT "organization_options_organization_id_option_pk" PRIMARY KEY("organization_id","option")
);
--> statement-breakpoint
CREATE TABLE "login_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"portal" text NOT NULL,
	"account_key" "bytea" NOT NULL,
	"secret_key" "bytea" NOT NULL,
	"trigger" text NOT NULL,
	"actor_id" uuid,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "portal_logins" (
	"connection_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"sealed" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"account_key" "bytea" NOT NULL,
	"secret_key" "bytea" NOT NULL,
	"state" text DEFAULT 'unverified' NOT NULL,
	"outcome" text,
	"progress" text,
	"checked_at" timestamp with time zone,
	"verified_at" timestamp with time zone,
	"next_check_at" timestamp with time zone,
	"retries" integer DEFAULT 0 NOT NULL,
	"told_outcome" text,
	"updated_by" uuid,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "portal_settings" (
	"portal" text PRIMARY KEY NOT NULL,
	"login" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_inquiries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"mark_hash" "bytea" NOT NULL,
	"created_by" uuid NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone,
	"read_at" timestamp with time zone,
	"result" jsonb,
	"error" text,
	"mail_id" uuid,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "outgoing_mails" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"event" text NOT NULL,
	"recipient_id" uuid,
	"recipient_name" text NOT NULL,
	"recipient_address" text NOT NULL,
	"subject" text NOT NULL,
	"text" text,
	"html" text,
	"sealed" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"handed_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"next_at" timestamp with time zone,
	"last_error" text,
	"connection_id" uuid,
	"inquiry_id" uuid,
	"repeats" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outgoing_mails_once" UNIQUE("organization_id","event","recipient_address"),
	CONSTRAINT "outgoing_mails_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_token" uuid,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "jobs_once" UNIQUE("organization_id","kind","subject_id")
);
--> statement-breakpoint
CREATE TABLE "key_checks" (
	"key_id" text PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "confirmation_mails" (
	"mail_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"sender" text NOT NULL,
	"link" text,
	"code" text,
	"received_at" timestamp with time zone NOT NULL,
	"settled_at" timestamp with time zone,
	"settled_by" uuid
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "token_hash" "bytea";--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "deactivated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "request_key" uuid;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "activated_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "page_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_organization" ON "audit_events" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "login_attempts_account" ON "login_attempts" USING btree ("account_key","started_at");--> statement-breakpoint
CREATE INDEX "login_attempts_connection" ON "login_attempts" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "portal_logins_account" ON "portal_logins" USING btree ("organization_id","account_key");--> statement-breakpoint
CREATE INDEX "test_inquiries_connection" ON "test_inquiries" USING btree ("connection_id","id");--> statement-breakpoint
CREATE INDEX "outgoing_mails_list" ON "outgoing_mails" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "outgoing_mails_inquiry" ON "outgoing_mails" USING btree ("inquiry_id");--> statement-breakpoint
CREATE INDEX "confirmation_mails_connection" ON "confirmation_mails" USING btree ("connection_id");--> statement-breakpoint
CREATE INDEX "mails_connection" ON "mails" USING btree ("connection_id","id");--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_token_hash_unique" UNIQUE("token_hash");--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_request" UNIQUE("organization_id","request_key");