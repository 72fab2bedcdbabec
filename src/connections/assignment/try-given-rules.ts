// Rules as somebody is changing them, tried on past requests before they are saved. Nothing is changed.
import type { Tx } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import type { Downstream } from '../downstream.ts';
import { getShownConnection } from '../store.ts';
import { type GivenRule, withIds } from './save-rules.ts';
import { getRules } from './store.ts';
import type { RulesTrial } from './trial.ts';

/** @throws AppError not-found */
export async function tryGivenRules(
  tx: Tx,
  organizationId: string,
  connectionId: string,
  given: GivenRule[],
  downstream: Pick<Downstream, 'tryRules'>,
): Promise<RulesTrial> {
  if (!(await getShownConnection(tx, organizationId, connectionId))) throw new AppError('not-found');
  const { rules } = await getRules(tx, organizationId, connectionId);
  return downstream.tryRules(tx, organizationId, connectionId, withIds(rules, given));
}
