// One 店舗: its place and name, how many belong to it, and for an admin what can be changed, in the row itself.
import { useDisclosure } from '@mantine/hooks';
import { answerOf, api, type Branch } from '../../api/client.ts';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import { DeleteMaster } from './delete-master.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import classes from './masters.module.css';
import { Grip, type Moves, StepButtons } from './moves.tsx';
import { RowActions } from './row-actions.tsx';

const { masters, settings } = words;
const texts = masters.branch;
/** As the API says: its people belong to none afterwards. */
const NONE = 'none';

export function BranchRow({
  branch,
  others,
  isDragged,
  moves,
}: {
  branch: Branch;
  others: Branch[];
  isDragged: boolean;
  moves?: Moves;
}) {
  const { id, name, uses } = branch;
  const [isEditing, editing] = useDisclosure();
  if (isEditing)
    return (
      <li className={classes.row}>
        <EditInPlace
          label={texts.nameLabel}
          initial={{ name }}
          onClose={editing.close}
          save={(body) => answerOf(api.PATCH('/api/v1/branches/{id}', { params: { path: { id } }, body }))}
        />
      </li>
    );
  return (
    <li className={classes.row} data-dragged={isDragged || undefined} data-id={id}>
      {moves && <Grip name={name} moves={moves} />}
      <span className={classes.name}>{name}</span>
      <span className={classes.uses}>{settings.uses(uses) || settings.unused}</span>
      {moves && (
        <span className={classes.actions}>
          <StepButtons name={name} moves={moves} />
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
                run={(replacementId) =>
                  answerOf(
                    api.DELETE('/api/v1/branches/{id}', {
                      params: { path: { id }, query: replacementId ? { replacementId } : {} },
                    }),
                  )
                }
              />
            )}
          </RowActions>
        </span>
      )}
    </li>
  );
}
