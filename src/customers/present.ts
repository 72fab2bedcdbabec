// From rows to the API's shapes.
import { listMembers } from '../accounts/index.ts';
import { getConnection } from '../connections/index.ts';
import type { Tx } from '../platform/database.ts';
import type { ActivityRow } from './activities.ts';
import { completionTexts } from './completion-texts.ts';
import type { InquiryRow } from './inquiry-queries.ts';
import type { ActivityKind, Actor, Completion } from './model.ts';
import { type CustomerRow, detailsOf } from './queries.ts';
import type { CustomerShape } from './shapes.ts';
import type { customerHistory } from './tables.ts';

/** Something with the name people know it by. */
export type Reference = { id: string; name: string };

/** The organization's people, by id; also those who left. */
export async function peopleOf(tx: Tx, organizationId: string): Promise<Map<string, Reference>> {
  return new Map(
    (await listMembers(tx, organizationId)).map((m) => [m.userId, { id: m.userId, name: m.name }]),
  );
}

/** The connections these inquiries came through (a page has few), by id. */
async function connectionsOf(
  tx: Tx,
  organizationId: string,
  rows: Pick<InquiryRow, 'connectionId'>[],
): Promise<Map<string, Reference>> {
  const found = new Map<string, Reference>();
  for (const id of new Set(rows.map((row) => row.connectionId))) {
    const connection = id && (await getConnection(tx, organizationId, id));
    if (connection) found.set(connection.id, { id: connection.id, name: connection.name });
  }
  return found;
}

/** The people and connections that inquiries refer to, by id. */
export async function referencesOf(
  tx: Tx,
  organizationId: string,
  rows: Pick<InquiryRow, 'connectionId'>[],
): Promise<{ people: Map<string, Reference>; connections: Map<string, Reference> }> {
  return {
    people: await peopleOf(tx, organizationId),
    connections: await connectionsOf(tx, organizationId, rows),
  };
}

const reference = (from: Map<string, Reference>, id: string | null) => (id ? (from.get(id) ?? null) : null);

/** Customers with their contact points, groups and assignee, in the rows' order. */
export async function presentCustomers(
  tx: Tx,
  organizationId: string,
  rows: CustomerRow[],
): Promise<CustomerShape[]> {
  const people = await peopleOf(tx, organizationId);
  const details = await detailsOf(
    tx,
    organizationId,
    rows.map((r) => r.id),
  );
  return rows.map((row) => {
    const points = details.points.filter((p) => p.customerId === row.id);
    const of = (kind: string) => points.filter((p) => p.kind === kind);
    const emails = of('email').map((p) => p.value);
    return {
      id: row.id,
      name: row.name,
      nameKana: row.nameKana,
      phones: of('phone').map((p) => p.key),
      phonesAsSent: of('phone').map((p) => p.value),
      email: emails[0] ?? null,
      emails,
      otherNames: of('name')
        .map((p) => p.value)
        .filter((name) => name !== row.name),
      postalCode: row.postalCode,
      address: row.address,
      assignee: reference(people, row.assigneeId),
      status: row.status,
      groups: details.groups.filter((g) => g.customerId === row.id).map(({ id, name }) => ({ id, name })),
      inquiryCount: row.inquiryCount,
      version: row.version,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

/** What inquiries are told with besides their own rows. */
interface Surroundings {
  people: Map<string, Reference>;
  connections: Map<string, Reference>;
  /** When somebody in charge was first told, by inquiry. */
  notified: Map<string, Date>;
}

/** An inquiry as the API gives it. */
function presentInquiry(row: InquiryRow, { people, connections, notified }: Surroundings) {
  return {
    id: row.id,
    outcome: row.customerId ? ('inquiry' as const) : ('notice' as const),
    customer: row.customerId
      ? { id: row.customerId, name: row.customerName, inquiryCount: row.inquiryCount ?? 0 }
      : null,
    assignee: reference(people, row.assigneeId),
    status: row.status,
    isDuplicate: row.isDuplicate,
    connection: reference(connections, row.connectionId),
    mailIds: row.mailIds,
    portal: row.portal,
    receivedAt: row.receivedAt.toISOString(),
    customerAt: row.customerAt?.toISOString() ?? null,
    notifiedAt: notified.get(row.id)?.toISOString() ?? null,
    respondedAt: row.respondedAt?.toISOString() ?? null,
    respondedBy: reference(people, row.respondedBy),
    isRepeat: row.isRepeat,
    warnings: row.warnings,
    completion: presentCompletion(row.completion),
    assignment: row.assignment,
    ...row.content,
  };
}

/** When somebody in charge was first told of these inquiries, by inquiry: the stage down the stream knows. */
export type NotifiedAt = (tx: Tx, organizationId: string, ids: string[]) => Promise<Map<string, Date>>;

/** Rows as the API's inquiries, in their order. */
export const presentInquiries =
  (notifiedAt: NotifiedAt) => async (tx: Tx, organizationId: string, rows: InquiryRow[]) => {
    const around = {
      ...(await referencesOf(tx, organizationId, rows)),
      notified: await notifiedAt(
        tx,
        organizationId,
        rows.map(({ id }) => id),
      ),
    };
    return rows.map((row) => presentInquiry(row, around));
  };

function presentCompletion(completion: Completion | null) {
  if (!completion) return null;
  const { why, ...rest } = completion;
  return { ...rest, why, text: why && completionTexts[why] };
}

/** What somebody did, as the API gives it. `undone` rows are not for it. */
export function presentActivity(row: ActivityRow) {
  const { id, outcome, text, customerId, inquiryIds, actor } = row;
  return {
    id,
    firstId: row.firstId,
    kind: row.kind as Exclude<ActivityKind, 'undone'>,
    outcome,
    text,
    at: row.at.toISOString(),
    by: presentActor(actor).name,
    byId: actor.type === 'user' ? actor.userId : null,
    createdAt: row.createdAt.toISOString(),
    isCorrected: row.undoes !== null,
    inquiryId: customerId === null ? (inquiryIds[0] ?? null) : null,
    answered: customerId === null ? [] : inquiryIds,
  };
}

/** A line of a customer's history, as the API gives it. */
export function presentHistory(row: typeof customerHistory.$inferSelect) {
  return {
    id: row.id,
    customerId: row.customerId,
    at: row.at.toISOString(),
    actor: presentActor(row.actor),
    inquiryId: row.inquiryId,
    event: row.event,
  };
}

/** Who did it, by a name people know. */
export function presentActor(actor: Actor): { type: Actor['type']; name: string } {
  switch (actor.type) {
    case 'intake':
      return { type: 'intake', name: actor.connectionName };
    case 'user':
      return { type: 'user', name: actor.name };
    case 'api-key':
      return { type: 'api-key', name: 'API' };
    case 'replay':
      return { type: 'replay', name: '再読み取り' };
    case 'notices':
      return { type: 'notices', name: '通知' };
  }
}
