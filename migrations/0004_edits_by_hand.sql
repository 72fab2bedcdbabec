-- A person corrects what a customer is known by, and a colleague's name; sign-in says in the organization's audit who joined.
GRANT DELETE ON contact_points TO digima_app;
GRANT UPDATE (name, updated_at) ON "user" TO digima_app;
GRANT INSERT ON audit_events TO digima_auth;
CREATE POLICY sign_in ON audit_events TO digima_auth WITH CHECK (true);
