// From merges, done or only looked at, to the API's shapes.
import type { Tx } from '../platform/database.ts';
import type { MergeRow } from './merges.ts';
import { mergesOf } from './merges.ts';
import { peopleOf, presentActor } from './present.ts';
import { listMasters } from './queries.ts';
import type { ContactPoint } from './rules/contact-points.ts';
import type { CustomerState } from './rules/customer-state.ts';
import type { UndoPlan } from './undo-merge.ts';

type State = Omit<CustomerState, 'points'> & { points: ContactPoint[] };

/** States of customers as people read them. */
export async function openStatePresenter(tx: Tx, organizationId: string) {
  const people = await peopleOf(tx, organizationId);
  const masters = await listMasters(tx, organizationId);
  return (state: State, inquiryCount: number) => {
    const of = (kind: string) => state.points.filter((point) => point.kind === kind);
    return {
      name: state.name,
      nameKana: state.nameKana,
      phones: of('phone').map(({ key }) => key),
      phonesAsSent: of('phone').map(({ value }) => value),
      emails: of('email').map(({ value }) => value),
      otherNames: of('name').flatMap(({ value }) => (value === state.name ? [] : value)),
      postalCode: state.postalCode,
      address: state.address,
      assignee: (state.assigneeId && people.get(state.assigneeId)) || null,
      status: masters.statuses.find(({ id }) => id === state.statusId) ?? null,
      groups: masters.groups.filter(({ id }) => state.groupIds.includes(id)),
      inquiryCount,
    };
  };
}

/** The merges that stand of a customer who was not merged away, newest first. */
export async function presentMerges(tx: Tx, organizationId: string, customerId: string) {
  const rows = await mergesOf(tx, organizationId, customerId);
  return rows.map((row: MergeRow, i) => ({
    id: row.id,
    at: row.at.toISOString(),
    by: presentActor(row.actor).name,
    other: { id: row.absorbedId, name: row.absorbed.name },
    canBeUndone: i === 0,
  }));
}

/** What undoing a merge would make. */
export async function presentUndo(
  tx: Tx,
  organizationId: string,
  { merge, now, undone, since, gone }: UndoPlan,
  inquiryCount: number,
) {
  const present = await openStatePresenter(tx, organizationId);
  const leaving = since.filter(({ id }) => undone.goesTo.get(id) === 'absorbed').length;
  const theirs = merge.inquiryIds.length + leaving;
  return {
    id: merge.id,
    at: merge.at.toISOString(),
    by: presentActor(merge.actor).name,
    version: now.version,
    survivor: {
      id: merge.survivorId,
      now: present(now, inquiryCount),
      result: present(undone.survivor, inquiryCount - theirs),
    },
    absorbed: { id: merge.absorbedId, result: present(undone.absorbed, theirs) },
    since: since.map(({ id, kind, receivedAt }) => ({
      id,
      kind,
      receivedAt: receivedAt.toISOString(),
      goesTo: undone.goesTo.get(id) ?? ('survivor' as const),
    })),
    edited: undone.edited,
    gone,
  };
}
