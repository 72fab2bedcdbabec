// What the HTTP door needs from the program.

import type { AccountMails, Auth, OptionSwitched } from '../accounts/index.ts';
import type { Downstream, LoginKit } from '../connections/index.ts';
import type { IntakeKey, OwnDoor } from '../intake/index.ts';
import type { Letterhead, Live } from '../notify/index.ts';
import type { Config } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Sealer } from '../platform/sealing.ts';
import type { Signals } from '../platform/signals.ts';
import type { Portal } from '../portal-kit/define-portal.ts';

/** What does not work yet in this installation, for the screen to say. */
export const shortcomings = ['no-public-url', 'no-inbox-domain', 'no-smtp-url'] as const;
export type Shortcoming = (typeof shortcomings)[number];

export interface AppParts {
  db: Database;
  auth: Auth;
  live: Live;
  log: Log;
  /** Called after every commit that open pages or jobs must hear of. */
  onChanged: (organizationId: string) => void;
  /** What seals and recognises portal logins. */
  logins: LoginKit;
  onOptionSwitched: OptionSwitched;
  /** How mails about accounts go out. */
  accountMails: AccountMails;
  sealer: Sealer;
  /** host:port that may be called although it is not public. */
  outboundAllow: readonly string[];
  /** What connections need of the stages down the stream. */
  downstream: Downstream;
  /** What stands in every mail the product sends. */
  letterhead: Letterhead;
  productName: string;
  support: Config['support'];
  optionsSelfService: boolean;
  /** Where people reach the screen, or null when that is not set. */
  publicUrl: string | null;
  inboxDomain: string;
  /** Who may hand mails in over HTTP. */
  intakeKeys: readonly IntakeKey[];
  /** Tells readers of such a mail. */
  signals: Signals;
  /** Our own SMTP door, from outside. */
  ownDoor: OwnDoor;
  portals: readonly Portal[];
  shortcomings: Shortcoming[];
  /** What the first start's link is made of. */
  firstStartSecret: string;
  /** Folder of the built screen, or null for the API alone. */
  screenDir: string | null;
  /** Whether mails can be stored right now. */
  condition: Database['condition'];
  closing: AbortSignal;
}
