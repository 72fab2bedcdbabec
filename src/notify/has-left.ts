// Whether somebody is no longer to be told anything.
import { listMembers } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';

/** True for somebody who was deactivated, or never was one of the organization's. */
export async function hasLeft(tx: Tx, organizationId: string, userId: string): Promise<boolean> {
  const people = await listMembers(tx, organizationId);
  return !people.some((one) => one.userId === userId && !one.deactivatedAt);
}
