CREATE TABLE "assignment_turns" (
	"rule_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"last_user_id" uuid
);
--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "assignment_rules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "assignment_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "inquiries" ADD COLUMN "assignment" jsonb;--> statement-breakpoint
CREATE INDEX "assignment_turns_connection" ON "assignment_turns" USING btree ("organization_id","connection_id");