// A customer and what can happen to one. No I/O.
import type { IntakeRules } from '../connections/index.ts';
import type { Inquiry } from '../portal-kit/model.ts';

export type ContactPointKind = 'phone' | 'email' | 'name' | 'kana';

/** Who did it: a connection's intake, a person, or a program with an API key. */
export type Actor =
  | { type: 'intake'; connectionId: string; connectionName: string }
  | { type: 'user'; userId: string; name: string }
  | { type: 'api-key'; apiKeyId: string };

/** One line of a customer's history. Names are kept as they were when it happened. */
export type HistoryEvent =
  | { type: 'created' }
  | { type: 'inquiry-added'; repeat: boolean }
  /** `to` null: to nobody (未割当). */
  | { type: 'assigned'; to: string | null }
  | { type: 'status-set'; to: string | null }
  | { type: 'group-added'; group: string }
  | { type: 'group-removed'; group: string }
  | { type: 'contact-added'; kind: ContactPointKind; value: string }
  | { type: 'contact-removed'; kind: ContactPointKind; value: string }
  | { type: 'edited'; field: EditedField; from: string | null; to: string | null }
  | { type: 'duplicate-suspected'; otherId: string; reason: DuplicateReason };

/** What a person changes by hand besides what a customer is known and given by. */
export type EditedField = 'name' | 'nameKana' | 'postalCode' | 'address';

/** `registered-anyway`: a person saw the other one and insisted. */
export type DuplicateReason = 'same-phone-other-name' | 'phone-of-another-customer' | 'registered-anyway';

/** A request as it came: by mail, or by a person's hand from a mail. */
export interface IncomingRequest {
  organizationId: string;
  connectionId: string | null;
  portal: string;
  inquiry: Inquiry;
  warnings: string[];
  receivedAt: Date;
  /** The mail it came with. */
  mailId: string;
  /** What the mail itself is known by (its SHA-256) when nothing better tells two requests apart. */
  mailKey: string;
  rules: IntakeRules;
  actor: Actor;
}
