-- A connection's mails kept aside are counted on its page, however many it has taken in.
CREATE INDEX mails_aside ON mails (connection_id) WHERE state = 'aside';
