CREATE TABLE "portal_costs" (
	"organization_id" uuid NOT NULL,
	"month" text NOT NULL,
	"portal" text NOT NULL,
	"yen" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "portal_costs_organization_id_month_portal_pk" PRIMARY KEY("organization_id","month","portal")
);
