// 顧客ステータス: how far one is with a customer. Ordered; one of them is what a new customer gets, and some count as 成約.
import { and, asc, eq, ne } from 'drizzle-orm';
import { type AuditActor, addAudit } from '../accounts/index.ts';
import { holdConnections } from '../connections/index.ts';
import { newId } from '../lib/ids.ts';
import { refuseOvertaken, refuseOvertakenOrder, type Some } from '../platform/as-seen.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { lockMasters, nameTaken, tooMany } from './masters.ts';
import { replaceEverywhere, usesOf } from './replace-in-customers.ts';
import { statuses } from './tables.ts';

/** Colours of the palette, by the name the screen knows. */
export const colors = [
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
  'indigo',
  'gray',
] as const;
type Color = (typeof colors)[number];

const MOST = 100;
/** Of those a new organization begins with, the one that counts as 成約. */
const CONTRACT = '成約';
const FIRST: [name: string, color: Color][] = [
  ['新規', 'blue'],
  ['連絡済み', 'cyan'],
  ['追客中', 'teal'],
  ['商談中', 'grape'],
  [CONTRACT, 'green'],
  ['見送り', 'gray'],
];

/** All in their order, with what uses each. */
export async function listStatuses(tx: Tx, organizationId: string) {
  const rows = await tx
    .select()
    .from(statuses)
    .where(eq(statuses.organizationId, organizationId))
    .orderBy(asc(statuses.position), asc(statuses.id));
  const uses = await usesOf(tx, organizationId, 'statusId');
  return rows.map(({ id, name, color, isDefault, isContract }) => ({
    id,
    name,
    color,
    isDefault,
    isContract,
    uses: uses.get(id) ?? { connections: 0, customers: 0 },
  }));
}

/** What a new organization begins with; the first is the default. Returns their ids. */
export async function createFirstStatuses(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = FIRST.map(([name, color], position) => ({
    id: newId(),
    organizationId,
    name,
    color,
    position,
    isDefault: position === 0,
    isContract: name === CONTRACT,
  }));
  await tx.insert(statuses).values(rows);
  return rows.map(({ id }) => id);
}

/** Adds one behind the others; the first of all is the default. Returns its id. @throws AppError input-invalid: the name is taken */
export async function addStatus(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  given: { name: string; color: Color; isContract?: boolean | undefined },
): Promise<string> {
  await lockMasters(tx, organizationId);
  const others = await tx.select().from(statuses).where(eq(statuses.organizationId, organizationId));
  if (others.length >= MOST) throw tooMany(MOST);
  const id = newId();
  const position = Math.max(-1, ...others.map((other) => other.position)) + 1;
  const made = await tx
    .insert(statuses)
    .values({ id, organizationId, ...given, position, isDefault: others.length === 0 })
    .onConflictDoNothing()
    .returning({ id: statuses.id });
  if (made.length === 0) throw nameTaken();
  await addAudit(tx, organizationId, by, 'status.added', id, given);
  return id;
}

/**
 * Its turn to change them, and all of them as they are: several are written in any order, while others hold several by id, in which
 * order all are held first (ADR 9).
 */
async function holdStatuses(tx: Tx, organizationId: string) {
  await lockMasters(tx, organizationId);
  return tx
    .select()
    .from(statuses)
    .where(eq(statuses.organizationId, organizationId))
    .orderBy(asc(statuses.id))
    .for('no key update');
}

/** What is changed of one; what is left out stays. */
export interface StatusChange {
  name?: string | undefined;
  color?: Color | undefined;
  isContract?: boolean | undefined;
  isDefault?: true | undefined;
  /** As the person saw it. */
  was?: Some<{ name: string; color: string; isContract: boolean; defaultId: string }> | undefined;
}

/**
 * Changes name, colour, whether it counts as 成約, or makes it the default.
 * @throws AppError not-found · changed-meanwhile · input-invalid
 */
export async function changeStatus(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
  { was, ...given }: StatusChange,
): Promise<void> {
  const before = (await holdStatuses(tx, organizationId)).find((status) => status.id === id);
  const mine = and(eq(statuses.organizationId, organizationId), eq(statuses.id, id));
  if (!before) throw new AppError('not-found');
  const from = {
    name: before.name,
    color: before.color,
    isContract: before.isContract,
    isDefault: before.isDefault,
  };
  const to = {
    name: given.name ?? from.name,
    color: given.color ?? from.color,
    isContract: given.isContract ?? from.isContract,
    isDefault: given.isDefault ?? from.isDefault,
  };
  const { name, isDefault } = to;
  if (isSame(from, to)) return;
  const [usual] = await tx
    .select({ defaultId: statuses.id, defaultName: statuses.name })
    .from(statuses)
    .where(and(eq(statuses.organizationId, organizationId), statuses.isDefault));
  const now = { ...from, ...usual };
  refuseOvertaken(now, was, { ...given, defaultId: given.isDefault && id });
  await refuseTakenName(tx, organizationId, id, name);
  if (isDefault && !before.isDefault)
    await tx
      .update(statuses)
      .set({ isDefault: false })
      .where(and(eq(statuses.organizationId, organizationId), ne(statuses.id, id)));
  await tx.update(statuses).set(to).where(mine);
  await addAudit(tx, organizationId, by, 'status.changed', id, { from, to });
}

const isSame = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key]);

async function refuseTakenName(tx: Tx, organizationId: string, id: string, name: string): Promise<void> {
  const [other] = await tx
    .select({ id: statuses.id })
    .from(statuses)
    .where(and(eq(statuses.organizationId, organizationId), eq(statuses.name, name), ne(statuses.id, id)));
  if (other) throw nameTaken();
}

/** Puts them into this order. @throws AppError changed-meanwhile when these are not all of them, or are no longer as they `were` */
export async function orderStatuses(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  ids: string[],
  were?: string[] | undefined,
): Promise<void> {
  await holdStatuses(tx, organizationId);
  const now = await listStatuses(tx, organizationId);
  refuseOvertakenOrder(now, ids, were);
  for (const [position, id] of ids.entries())
    await tx
      .update(statuses)
      .set({ position })
      .where(and(eq(statuses.organizationId, organizationId), eq(statuses.id, id)));
  await addAudit(tx, organizationId, by, 'statuses.ordered', null);
}

/**
 * Deletes a status; what uses it gets the replacement. The default one's successor is the replacement, else the first.
 * @throws AppError not-found · in-use (data: Uses) without a replacement · input-invalid when the replacement is none
 */
export async function deleteStatus(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  id: string,
  replacementId: string | undefined,
): Promise<void> {
  // Who begins to use it waits, and then finds it gone.
  const gone = (await holdStatuses(tx, organizationId)).find((status) => status.id === id);
  const mine = and(eq(statuses.organizationId, organizationId), eq(statuses.id, id));
  if (!gone) throw new AppError('not-found');
  await holdConnections(tx, organizationId);
  await tx.select().from(statuses).where(mine).for('update');
  const all = await tx
    .select()
    .from(statuses)
    .where(eq(statuses.organizationId, organizationId))
    .orderBy(asc(statuses.position), asc(statuses.id));
  const others = all.filter((status) => status.id !== id);
  const replacement = others.find((status) => status.id === replacementId) ?? null;
  if (replacementId !== undefined && !replacement)
    throw new AppError('input-invalid', {
      fields: { replacementId: '代わりのステータスを、今あるものから選んでください。' },
    });
  const uses = (await usesOf(tx, organizationId, 'statusId')).get(id);
  if (uses && !replacement) throw new AppError('in-use', { data: uses });
  const replaced = await replaceEverywhere(tx, organizationId, by, 'statusId', gone, replacement);
  await tx.delete(statuses).where(mine);
  const heir = gone.isDefault ? (replacement ?? others[0]) : undefined;
  if (heir)
    await tx
      .update(statuses)
      .set({ isDefault: true })
      .where(and(eq(statuses.organizationId, organizationId), eq(statuses.id, heir.id)));
  await addAudit(tx, organizationId, by, 'status.deleted', id, {
    name: gone.name,
    replacement: replacement?.name ?? null,
    ...replaced,
  });
}
