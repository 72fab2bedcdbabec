// One 静的な顧客グループ: its name, what uses it, and for an admin what can be changed, in the row itself.
import { useDisclosure } from '@mantine/hooks';
import { answerOf, api, type CustomerGroup } from '../../api/client.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';
import { DeleteMaster } from './delete-master.tsx';
import { EditInPlace } from './edit-in-place.tsx';
import classes from './masters.module.css';
import { RowActions } from './row-actions.tsx';

const { masters, settings } = words;
const texts = masters.group;
/** As the API says: whoever is in it is in none afterwards. */
const NONE = 'none';

export function GroupRow({ group, others }: { group: CustomerGroup; others: CustomerGroup[] }) {
  const { id, name, uses } = group;
  const isAdmin = useIsAdmin();
  const [isEditing, editing] = useDisclosure();
  if (isEditing)
    return (
      <li className={classes.row}>
        <EditInPlace
          label={texts.nameLabel}
          initial={{ name }}
          onClose={editing.close}
          save={(body) => answerOf(api.PATCH('/api/v1/groups/{id}', { params: { path: { id } }, body }))}
        />
      </li>
    );
  return (
    <li className={classes.row} data-id={id}>
      <span className={classes.name}>{name}</span>
      <span className={classes.uses}>{settings.uses(uses) || settings.unused}</span>
      {isAdmin && (
        <span className={classes.actions}>
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
                    api.DELETE('/api/v1/groups/{id}', {
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
