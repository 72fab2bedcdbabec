-- A mail's columns are granted one by one.
GRANT UPDATE (lost) ON mails TO digima_app;
