-- What the dashboard counts inquiries by stands in the index they are found by: their rows, twenty times as wide, are not read.
DROP INDEX inquiries_received;
CREATE INDEX inquiries_received ON inquiries (organization_id, received_at) INCLUDE (portal, connection_id, customer_id, is_repeat, responded_at);
