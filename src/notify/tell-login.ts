// Those in charge of a connection are told that its login fails, once per cause, and that it works again. The job goes by
// what stands when it runs, so it may be published at every turn: after a check, when 連携する was pressed.
import { listMembers } from '../accounts/index.ts';
import { holdLoginToTell, isPageOpen, type LoginToTell, noteLoginTold } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import { type JobHandler, publishJob } from '../platform/jobs.ts';
import { loginFailedMessage, loginHealedMessage } from './chat/messages.ts';
import { listChats } from './chat/store.ts';
import { toChat, toldOf } from './chat/tell-chats.ts';
import { loginFailed, loginHealed } from './mails/login-failed.ts';
import type { FailedOutcome, Letter, Letterhead, OutgoingKind, Recipient } from './model.ts';
import { hearersOfConnection } from './rules/who-hears.ts';
import { putMails, wasTold } from './store.ts';

/** The job; its subject is the connection. */
export const TELL_LOGIN = 'tell-login';

/** Somebody looks at the connection's page: they are told there, and by mail once they left. */
const LOOK_AGAIN_MS = 45_000;
const BUSY_MS = 1_000;

type Connection = { organizationId: string; connectionId: string };
type Parts = { letterhead: Letterhead; portalName: (portal: string) => string };

/** Has whatever there is to tell of this login told, in the caller's transaction. */
export function tellLogin(tx: Tx, { organizationId, connectionId }: Connection): Promise<void> {
  return publishJob(tx, { organizationId, kind: TELL_LOGIN, subjectId: connectionId });
}

/** The handler of `tell-login`. */
export function tellingLogins(parts: Parts): JobHandler {
  return {
    async run({ organizationId, subjectId: connectionId }, lease) {
      await lease.settle(async (tx, now) => {
        const came = await tellNow(tx, parts, { organizationId, connectionId }, now);
        return came === 'told' ? null : new Date(now.getTime() + (came === 'busy' ? BUSY_MS : LOOK_AGAIN_MS));
      });
    },
  };
}

async function tellNow(
  tx: Tx,
  parts: Parts,
  at: Connection,
  now: Date,
): Promise<'told' | 'page-open' | 'busy'> {
  const login = await holdLoginToTell(tx, at.organizationId, at.connectionId);
  if (login === 'busy') return 'busy';
  if (login?.loginState === 'verified') await tellHealed(tx, parts, at, login);
  if (login?.loginState !== 'failed' || login.willRetry) return 'told';
  const { outcome } = login;
  if (outcome === null || outcome === 'verified') return 'told';
  return tellFailed(tx, parts, at, { ...login, outcome }, now);
}

async function tellFailed(
  tx: Tx,
  { letterhead, portalName }: Parts,
  { organizationId, connectionId }: Connection,
  login: LoginToTell & { outcome: FailedOutcome },
  now: Date,
): Promise<'told' | 'page-open'> {
  const { outcome, version, verifiedAt, toldOutcome } = login;
  // The same cause is news again after the login worked in between, or when something else was typed.
  const event = `login-failed:${connectionId}:${version}:${verifiedAt?.getTime() ?? 0}:${outcome}`;
  if (await wasTold(tx, organizationId, event)) return 'told';
  const isSeenFirst = login.state === 'draft' || toldOutcome === outcome;
  if (isSeenFirst && (await isPageOpen(tx, organizationId, connectionId, now))) return 'page-open';
  const failed = {
    connectionId,
    connectionName: login.name,
    portalName: portalName(login.portal),
    outcome,
    checkedAt: login.checkedAt,
    isActive: login.state === 'active',
  };
  await tellAll(tx, { organizationId, connectionId }, login, {
    kind: 'login-failed',
    event,
    letter: (recipient) => loginFailed(letterhead, recipient, failed),
    message: loginFailedMessage(letterhead, failed),
  });
  await noteLoginTold(tx, organizationId, connectionId, outcome);
  return 'told';
}

async function tellHealed(
  tx: Tx,
  { letterhead, portalName }: Parts,
  at: Connection,
  login: LoginToTell,
): Promise<void> {
  if (login.toldOutcome === null) return;
  const event = `login-healed:${at.connectionId}:${login.verifiedAt?.getTime() ?? 0}`;
  const healed = {
    connectionId: at.connectionId,
    connectionName: login.name,
    portalName: portalName(login.portal),
    checkedAt: login.checkedAt,
  };
  await tellAll(tx, at, login, {
    kind: 'login-healed',
    event,
    letter: (recipient) => loginHealed(letterhead, recipient, healed),
    message: loginHealedMessage(letterhead, healed),
  });
  await noteLoginTold(tx, at.organizationId, at.connectionId, null);
}

async function tellAll(
  tx: Tx,
  { organizationId, connectionId }: Connection,
  { createdBy, checkedAt }: LoginToTell,
  {
    kind,
    event,
    letter,
    message,
  }: { kind: OutgoingKind; event: string; letter: (recipient: Recipient) => Letter; message: Letter },
): Promise<void> {
  const hearers = hearersOfConnection(await listMembers(tx, organizationId), createdBy);
  const happenedAt = checkedAt ?? ('now' as const);
  const chats = toldOf(await listChats(tx, organizationId), 'connection');
  const about = { kind, event, happenedAt, connectionId };
  await putMails(tx, organizationId, [
    ...hearers.map((recipient) => ({ ...about, recipient, letter: letter(recipient) })),
    ...chats.map((chat) => ({ ...about, ...toChat(chat), letter: message })),
  ]);
}
