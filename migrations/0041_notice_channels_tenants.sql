-- What goes out may carry a mail of the same organization, and a digest stands for rows of its own organization alone.
ALTER TABLE outgoing_mails
  ADD FOREIGN KEY (organization_id, mail_id) REFERENCES mails (organization_id, id),
  ADD FOREIGN KEY (organization_id, bundled_in) REFERENCES outgoing_mails (organization_id, id);
--> statement-breakpoint
ALTER TABLE connections ADD CHECK (cardinality(forward_to) <= 10);
