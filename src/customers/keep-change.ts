// What a person changed at once is kept, to be undone by; whom it put in charge hears of it.
import { newId } from '../lib/ids.ts';
import type { Tx } from '../platform/database.ts';
import { type Was, wereIn } from './give-to-customers.ts';
import { noteGiven } from './given/note-given.ts';
import type { ChangedItem, GivenChange, GroupChange } from './model.ts';
import { bulkChanges } from './tables.ts';

/** A piece of a change: of which one, and as part of which it is told (whoever goes on with one later makes it another to be told). */
export interface PartOf {
  changeId: string;
  toldAs: string;
}

/** `items`: at least one. `partOf` null: it stands for itself. */
export async function keepChange(
  tx: Tx,
  organizationId: string,
  by: { userId: string },
  change: GivenChange | GroupChange,
  items: ChangedItem[],
  partOf: PartOf | null,
): Promise<{ changeId: string; were: Was[] }> {
  const changeId = newId();
  await tx.insert(bulkChanges).values({
    ...{ id: changeId, organizationId, change, items },
    madeBy: by.userId,
    partOf: partOf?.changeId ?? null,
  });
  const were = wereIn(change, items);
  if (change.type === 'assign') {
    const giving = { changeId: partOf?.toldAs ?? changeId, by: by.userId, to: change.assigneeId };
    await noteGiven(tx, organizationId, giving, were);
  }
  return { changeId, were };
}
