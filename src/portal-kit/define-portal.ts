// What a portal folder says of itself. Data and pure functions only: no clock, no I/O.
import type { LoginDefinition } from './login.ts';
import type { DecodedMail } from './mail.ts';
import type { ReadResult } from './model.ts';
import type { TestOrder } from './sim/test-request.ts';

/** What a folder's portal.ts says. `id` is the folder's name. */
export interface PortalDefinition {
  id: string;
  /** Display name, Japanese. */
  name: string;
  /** What it is, in a sentence of Japanese: stands on its card when a portal is chosen. */
  summary: string;
  /** Domains its notification mails are sent from; a sub-domain of one counts. */
  senderDomains: string[];
  /** How many notification addresses the portal lets a firm register, or null when not known. */
  notificationAddressLimit: number | null;
  /** How it is logged in to, or null where it has no login to keep. */
  login: LoginDefinition | null;
  /** True when this mail (already unwrapped from forwards) is of this portal. Never throws. */
  claims(mail: DecodedMail): boolean;
  /** Reads a mail this portal claims. Never throws; ends in time linear in the mail's length. */
  read(mail: DecodedMail): ReadResult;
  /** A whole mail as this portal sends it, about an invented request (`testRequest`): テスト反響. */
  testMail(order: TestOrder): Uint8Array;
}

/** A portal (媒体) as the program has it. */
export interface Portal extends PortalDefinition {
  /** Its guide.ja.md (portal-kit/guide.ts): the portal's own steps to register an inbox address. Null: it has none. */
  guide: string | null;
}

/** Names a portal's definition, so that a missing field is a type error at the folder and not at its user. */
export function definePortal<Definition extends PortalDefinition>(portal: Definition): Definition {
  return portal;
}
