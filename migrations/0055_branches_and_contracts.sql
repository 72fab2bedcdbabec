CREATE TABLE "branches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "branches_tenant" UNIQUE("organization_id","id"),
	CONSTRAINT "branches_name" UNIQUE("organization_id","name")
);
--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "branch_id" uuid;--> statement-breakpoint
ALTER TABLE "statuses" ADD COLUMN "is_contract" boolean DEFAULT false NOT NULL;
