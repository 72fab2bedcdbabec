DROP INDEX "activities_inquiry";--> statement-breakpoint
DROP INDEX "activities_customer";--> statement-breakpoint
CREATE INDEX "activities_inquiry" ON "activities" USING btree ("organization_id","inquiry_id","id");--> statement-breakpoint
CREATE INDEX "activities_customer" ON "activities" USING btree ("organization_id","customer_id","id");