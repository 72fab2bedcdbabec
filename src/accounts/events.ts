// What accounts needs of the stages down the stream; wired where the program is put together (flow.ts, api/app.ts).
import type { Tx } from '../platform/database.ts';
import type { AuditActor } from './audit.ts';
import type { Work } from './model.ts';
import type { Option } from './options.ts';

/** Mails that must go out, written in the transaction of what they tell of. The token stands in the link and nowhere else. */
export interface AccountMails {
  invitation(
    tx: Tx,
    mail: {
      organizationId: string;
      invitationId: string;
      email: string;
      inviterName: string;
      token: string;
      expiresAt: Date;
    },
  ): Promise<void>;
  passwordReset(
    tx: Tx,
    mail: {
      organizationId: string;
      userId: string;
      name: string;
      email: string;
      token: string;
      /** From now on. */
      validSeconds: number;
    },
  ): Promise<void>;
}

/**
 * An option was switched, in that transaction. `before`: when it was switched to what it was until now, null when never.
 */
export type OptionSwitched = (
  tx: Tx,
  switched: { organizationId: string; option: Option; isOn: boolean; before: Date | null },
) => Promise<void>;

/** What people are responsible for (担当者). */
export interface AssigneeWork {
  /** Keeps what refers to people as it is until the transaction ends. Called once the person is held. */
  hold(tx: Tx, organizationId: string): Promise<void>;
  /** User id → what it is; nobody's is left out. */
  count(tx: Tx, organizationId: string): Promise<Map<string, Work>>;
  /** Hands all of it over, to nobody (未割当) when `to` is null; returns what it was. */
  handOver(
    tx: Tx,
    organizationId: string,
    by: AuditActor,
    from: { userId: string; name: string },
    to: { userId: string; name: string } | null,
  ): Promise<Work>;
}
