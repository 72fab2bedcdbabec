// Who is told how, for a batch of notices: all that a firm and its people set, read in one statement.
import { sql } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import type { Chat } from './chat/model.ts';
import type { Escalation } from './escalation/model.ts';
import type { Channel, Recipient } from './model.ts';
import { PRODUCT_DEFAULT, type Preferences, whenDue } from './preferences/model.ts';

export interface Plan {
  /** The database's time: what is planned by it is due by it. */
  now: Date;
  chats: Chat[];
  escalations: Escalation[];
  /** How this person wants to be told. */
  preferencesOf(userId: string): Preferences;
  /**
   * Where a notice of now goes to somebody, and when (null: at once). `isUrgent`: it is not gathered. `failed`: browsers that it did not
   * reach.
   */
  waysTo(recipient: Recipient, isUrgent?: boolean, failed?: ReadonlySet<string>): Way[];
}

/** `recipient.address`: a mail address, or the id of a browser. */
export interface Way {
  channel: Channel;
  recipient: Recipient;
  dueAt: Date | null;
}

/**
 * For what was due before, by browsers that could not be told (`failed`): it is not gathered anew, but let go now with whatever else
 * is (release-held.ts).
 */
export const waysLate = (plan: Plan, recipient: Recipient, failed: ReadonlySet<string> | undefined): Way[] =>
  plan.waysTo(recipient, true, failed).map((way) => ({ ...way, dueAt: way.dueAt ?? plan.now }));

/** For what is no inquiry: who wants to hear of no inquiry hears of it by mail. */
export const waysAnyhow = (ways: Way[], recipient: Recipient): Way[] =>
  ways.length > 0 ? ways : [{ channel: 'mail', recipient, dueAt: null }];

interface Found extends Record<string, unknown> {
  now: string;
  chats: Chat[] | null;
  escalations: Escalation[] | null;
  preferences: ({ userId: string } & Preferences)[] | null;
  devices: { id: string; userId: string }[] | null;
  defaults: Preferences | null;
}

export async function readPlan(tx: Tx, organizationId: string): Promise<Plan> {
  const of = sql`organization_id = ${organizationId}`;
  const { rows } = await tx.execute<Found>(sql`SELECT now(),
    (SELECT json_agg(json_build_object('id', id, 'service', service, 'name', name, 'events', events, 'version', version,
      'isReachable', sealed IS NOT NULL) ORDER BY id) FROM chats WHERE ${of}) AS chats,
    (SELECT json_agg(json_build_object('connectionId', connection_id, 'afterMinutes', after_minutes, 'people', people,
      'managerId', manager_id, 'hours', hours, 'version', version)) FROM escalations WHERE ${of}) AS escalations,
    (SELECT json_agg(json_build_object('userId', user_id, 'mail', mail, 'push', push, 'pace', pace, 'quiet', quiet))
      FROM notice_preferences WHERE ${of}) AS preferences,
    (SELECT json_agg(json_build_object('id', id, 'userId', user_id) ORDER BY id) FROM push_devices WHERE ${of}) AS devices,
    (SELECT defaults FROM notice_settings WHERE ${of}) AS defaults`);
  const [found] = rows as [Found];
  const now = new Date(found.now);
  const devices = found.devices ?? [];
  const own = new Map((found.preferences ?? []).map(({ userId, ...wanted }) => [userId, wanted]));
  const preferencesOf = (userId: string) => own.get(userId) ?? found.defaults ?? PRODUCT_DEFAULT;
  return {
    now,
    chats: found.chats ?? [],
    escalations: found.escalations ?? [],
    preferencesOf,
    waysTo(recipient, isUrgent = false, failed = undefined) {
      const { userId } = recipient;
      if (userId === null) return [{ channel: 'mail', recipient, dueAt: null }];
      const wanted = preferencesOf(userId);
      const dueAt = whenDue(wanted, now, isUrgent);
      const browsers = wanted.push
        ? devices.filter((device) => device.userId === userId && !failed?.has(device.id))
        : [];
      // Who wants push alone, and has no browser that can be told, hears by mail: somebody asked, and must not wait unheard.
      const isMailed = wanted.mail || (wanted.push && browsers.length === 0);
      return [
        ...(isMailed ? [{ channel: 'mail' as const, recipient, dueAt }] : []),
        ...browsers.map(({ id }) => ({
          channel: 'push' as const,
          recipient: { ...recipient, address: id },
          dueAt,
        })),
      ];
    },
  };
}
