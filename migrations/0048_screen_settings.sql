CREATE TABLE "screen_settings" (
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"language" text,
	"customer_columns" text[],
	CONSTRAINT "screen_settings_organization_id_user_id_pk" PRIMARY KEY("organization_id","user_id")
);
