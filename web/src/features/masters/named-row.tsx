// One of what has nothing but a name (店舗, 静的な顧客グループ): its name, what uses it, and for whom may change it what can be
// changed, in the row itself. What used one that is deleted has another afterwards, or none.
import { useDisclosure } from '@mantine/hooks';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import { DeleteMaster } from './delete-master.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import classes from './masters.module.css';
import { Grip, type Moves, StepButtons } from './moves.tsx';
import { RowActions } from './row-actions.tsx';
import type { Uses } from './uses.ts';

const { settings } = words;
/** As the API says. */
const NONE = 'none';

interface Named {
  id: string;
  name: string;
  uses: Uses;
}

export function NamedRow({
  one: { id, name, uses },
  others,
  texts,
  canChange,
  moves,
  isDragged = false,
  save,
  add,
  remove,
}: {
  one: Named;
  others: Named[];
  texts: { one: string; nameLabel: string; replacement: string; none: string };
  canChange: boolean;
  /** Where they have an order of their own. */
  moves?: Moves | undefined;
  isDragged?: boolean;
  save: (body: { name: string; was: { name: string } }) => Promise<unknown>;
  /** Makes one. */
  add: (body: { name: string }) => Promise<unknown>;
  /** `query`: what comes instead, where something uses it. */
  remove: (query: { replacementId?: string }) => Promise<unknown>;
}) {
  const [isEditing, editing] = useDisclosure();
  if (isEditing)
    return (
      <li className={classes.row}>
        <EditInPlace
          id={id}
          texts={texts}
          initial={{ name }}
          onClose={editing.close}
          save={(edited) => save({ ...edited, was: { name } })}
          add={add}
        />
      </li>
    );
  return (
    <li className={classes.row} data-dragged={isDragged || undefined} data-id={id}>
      {moves && <Grip name={name} moves={moves} />}
      <span className={classes.name}>{name}</span>
      <span className={classes.uses}>{settings.uses(uses) || settings.unused}</span>
      {canChange && (
        <span className={classes.actions}>
          {moves && <StepButtons name={name} moves={moves} />}
          <RowActions name={name} onEdit={editing.open}>
            {(deleting) => (
              <DeleteMaster
                {...deleting}
                name={name}
                uses={uses}
                label={texts.replacement}
                choices={[
                  { value: NONE, label: texts.none },
                  ...others.map((other) => ({ value: other.id, label: short(other.name, 60) })),
                ]}
                run={(replacementId) => remove(replacementId === null ? {} : { replacementId })}
              />
            )}
          </RowActions>
        </span>
      )}
    </li>
  );
}
