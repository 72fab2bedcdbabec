// Switching an option for good: kept with who did it, and heard of by the stages that live by it.
import { and, eq } from 'drizzle-orm';
import type { Tx } from '../platform/database.ts';
import { type AuditActor, addAudit } from './audit.ts';
import type { OptionSwitched } from './events.ts';
import { type Option, switchOption } from './options.ts';
import { organizationOptions } from './tables.ts';

/** Switches an option unless it stands so already; true when it was switched. */
export async function setOption(
  tx: Tx,
  organizationId: string,
  by: AuditActor,
  option: Option,
  isOn: boolean,
  onSwitched: OptionSwitched,
): Promise<boolean> {
  const [before] = await tx
    .select({ isOn: organizationOptions.isOn, changedAt: organizationOptions.changedAt })
    .from(organizationOptions)
    .where(
      and(eq(organizationOptions.organizationId, organizationId), eq(organizationOptions.option, option)),
    )
    .for('update');
  if ((before?.isOn ?? false) === isOn) return false;
  await switchOption(tx, organizationId, option, isOn, by.userId);
  await addAudit(tx, organizationId, by, 'option.switched', null, { option, isOn });
  await onSwitched(tx, { organizationId, option, isOn, before: before?.changedAt ?? null });
  return true;
}
