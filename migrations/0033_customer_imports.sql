CREATE TABLE "customer_import_pieces" (
	"organization_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"nr" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "customer_import_pieces_import_id_nr_pk" PRIMARY KEY("import_id","nr")
);
--> statement-breakpoint
CREATE TABLE "customer_import_rows" (
	"organization_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"nr" integer NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid,
	"is_filled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "customer_import_rows_import_id_nr_pk" PRIMARY KEY("import_id","nr")
);
--> statement-breakpoint
CREATE TABLE "customer_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_bytes" integer DEFAULT 0 NOT NULL,
	"actor" jsonb NOT NULL,
	"phase" text DEFAULT 'preview' NOT NULL,
	"state" text DEFAULT 'uploading' NOT NULL,
	"options" jsonb,
	"headers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" text,
	"total" integer,
	"cursor" integer DEFAULT 0 NOT NULL,
	"counts" jsonb NOT NULL,
	"rows" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"forgotten_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "customer_imports_tenant" UNIQUE("organization_id","id")
);
--> statement-breakpoint
CREATE INDEX "customer_import_rows_customer" ON "customer_import_rows" USING btree ("organization_id","customer_id");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_imports_one" ON "customer_imports" USING btree ("organization_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "customer_imports_list" ON "customer_imports" USING btree ("organization_id","id");