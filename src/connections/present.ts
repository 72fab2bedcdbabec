// From rows to the API's Connection, with what other stages know of each.
import { isOptionOn, listMembers, type Principal } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import type { Downstream } from './downstream.ts';
import { presentLogins } from './login/present-logins.ts';
import { needsPerson } from './login/rules/refusal.ts';
import { type Connection, KEPT_DAYS } from './model.ts';
import { needsAttention } from './rules/attention.ts';
import type { ConnectionShape } from './shapes.ts';
import { presentSilence, silencesOf } from './silences.ts';
import { listConnections, listRetiredInboxes } from './store.ts';

/** What presenting needs beside the rows. */
export interface PresentParts {
  inboxDomain: string;
  portals: readonly Portal[];
  downstream: Downstream;
}

const DAY_MS = 24 * 3_600_000;
const NO_DAYS = [0, 0, 0, 0, 0, 0, 0];
const NO_MAIL = { firstMailAt: null, lastMailAt: null, asideCount: 0, asideRequestCount: 0 };

/** Connections as the caller sees them, in the rows' order. */
export async function presentConnections(
  tx: Tx,
  caller: Principal,
  rows: Connection[],
  parts: PresentParts,
): Promise<ConnectionShape[]> {
  if (rows.length === 0) return [];
  const { inboxDomain, portals, downstream } = parts;
  const { organizationId } = caller;
  const ids = rows.map(({ id }) => id);
  const retired = await listRetiredInboxes(tx, organizationId, ids);
  const now = new Date();
  const facts = await factsOf(tx, organizationId, rows, parts, now);
  const byDay = await downstream.inquiriesByDay(tx, organizationId, ids);
  const lastByInbox = await downstream.lastMailByInbox(
    tx,
    organizationId,
    retired.map(({ id }) => id),
  );
  const masters = await downstream.masters(tx, organizationId);
  const people = await listMembers(tx, organizationId);
  const mayEdit = isAdmin(caller) && (await isOptionOn(tx, organizationId, 'portal-integration'));

  const address = (localPart: string) => `${localPart}@${inboxDomain}`;
  const person = (id: string | null) => {
    const found = people.find(({ userId }) => userId === id);
    return found ? { id: found.userId, name: found.name } : null;
  };
  return rows.map((row) => {
    const { inboxLocalPart, createdBy, activatedAt, createdAt, deletedAt, assignmentRules: _, ...rest } = row;
    const { mail, silence, login, confirmationCount } = facts(row.id);
    const status = masters.statuses.find(({ id }) => id === row.statusId);
    const group = masters.groups.find(({ id }) => id === row.groupId);
    return {
      ...rest,
      portalName: portals.find(({ id }) => id === row.portal)?.name ?? row.portal,
      inboxAddress: inboxLocalPart && address(inboxLocalPart),
      assignee: person(row.assigneeId),
      status: status ? { id: status.id, name: status.name, color: status.color ?? 'gray' } : null,
      group: group ? { id: group.id, name: group.name } : null,
      login,
      activatedAt: iso(activatedAt),
      firstMailAt: iso(mail.firstMailAt),
      lastMailAt: iso(mail.lastMailAt),
      silence: silence && presentSilence(silence),
      inquiriesByDay: byDay.get(row.id) ?? NO_DAYS,
      asideCount: mail.asideCount,
      confirmationCount,
      retiredInboxes: retired.flatMap(({ id, connectionId, localPart, expiresAt }) =>
        connectionId === row.id && expiresAt
          ? [
              {
                address: address(localPart),
                expiresAt: expiresAt.toISOString(),
                lastMailAt: iso(lastByInbox.get(id)),
              },
            ]
          : [],
      ),
      createdBy: person(createdBy),
      createdAt: createdAt.toISOString(),
      deletedAt: iso(deletedAt),
      keptUntil: iso(deletedAt && new Date(deletedAt.getTime() + KEPT_DAYS * DAY_MS)),
      needsAttention: needsAttention(attentionFacts(row, facts(row.id)), now),
      isEditable: mayEdit && row.state !== 'deleted',
    };
  });
}

const MOST_COUNTED = 1_000;

/** How many connections need somebody: the dot on ポータルサイト連携. */
export async function countAttention(tx: Tx, organizationId: string, parts: FactParts): Promise<number> {
  const rows = await listConnections(tx, organizationId, {
    before: null,
    limit: MOST_COUNTED,
    withDeleted: false,
  });
  if (rows.length === 0) return 0;
  const now = new Date();
  const facts = await factsOf(tx, organizationId, rows, parts, now);
  return rows.filter((row) => needsAttention(attentionFacts(row, facts(row.id)), now)).length;
}

type FactParts = Pick<PresentParts, 'portals' | 'downstream'>;

async function factsOf(
  tx: Tx,
  organizationId: string,
  rows: Connection[],
  { portals, downstream }: FactParts,
  now: Date,
) {
  const mails = await downstream.mailFacts(tx, organizationId, rows);
  const dated = rows.map(({ id, state }) => ({ id, state, lastMailAt: mails.get(id)?.lastMailAt ?? null }));
  const silences = await silencesOf(tx, organizationId, dated, downstream.lastArrivals, now);
  const logins = await presentLogins(tx, organizationId, rows, portals);
  const confirmations = await downstream.openConfirmations(
    tx,
    organizationId,
    rows.map(({ id }) => id),
  );
  return (id: string) => {
    const login = logins.get(id);
    if (!login) throw new Error('a connection without a login to present');
    return {
      mail: mails.get(id) ?? NO_MAIL,
      silence: silences.get(id) ?? null,
      login,
      confirmationCount: confirmations.get(id) ?? 0,
    };
  };
}

type Facts = ReturnType<Awaited<ReturnType<typeof factsOf>>>;

function attentionFacts(
  { state, activatedAt }: Connection,
  { mail, silence, login, confirmationCount }: Facts,
) {
  return {
    state,
    activatedAt,
    ...mail,
    confirmationCount,
    isSilent: silence !== null,
    loginNeedsPerson: needsPerson(login),
  };
}

function isAdmin(caller: Principal): boolean {
  return caller.type === 'user' && (caller.role === 'owner' || caller.role === 'admin');
}

function iso(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}
