// 動的な顧客グループ on the groups' page: the saved conditions, the way to their customers, renaming one and deleting
// it.
import { Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { DynamicGroup } from '../../api/client.ts';
import { dynamicGroupsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useWithEdited } from '../../ui/edited.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { filterOf } from '../customers/customers-place.ts';
import { dynamicGroups } from '../customers/keep-dynamic-groups.ts';
import { useNamedFilters } from '../inquiries/named-filters.ts';
import { EditInPlace } from './edit-in-place.tsx';
import classes from './masters.module.css';
import { RowActions } from './row-actions.tsx';

const texts = words.customer.dynamic;

export function DynamicGroupList() {
  const query = useQuery(dynamicGroupsQuery);
  const { data } = query;
  const groups = useWithEdited(data?.items ?? []);
  return (
    <section>
      <Title order={2} size="h3" mt="xl" mb={4}>
        {texts.list}
      </Title>
      <NotYet of={query} height={48} />
      {data && <p>{groups.length === 0 ? texts.empty : texts.lead}</p>}
      {groups.length > 0 && (
        <ul className={classes.list} aria-label={texts.list}>
          {groups.map((group) => (
            <DynamicGroupRow key={group.id} group={group} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DynamicGroupRow({ group }: { group: DynamicGroup }) {
  const { id, name, filter } = group;
  const { takeAway, wasTakenAway } = useNamedFilters(dynamicGroups);
  const [isEditing, editing] = useDisclosure();
  if (isEditing)
    return (
      <li className={classes.row}>
        <EditInPlace
          id={id}
          texts={{ nameLabel: texts.name, one: texts.one }}
          initial={{ name }}
          onClose={editing.close}
          save={(edited) => dynamicGroups.edit(id, { ...edited, was: { name } })}
          add={(edited) => dynamicGroups.add({ ...edited, filter })}
        />
      </li>
    );
  return (
    <li className={classes.row} data-id={id}>
      <span className={classes.name}>{name}</span>
      <span className={classes.actions}>
        <ButtonLink to="/customers" search={filterOf(filter)} variant="default" size="compact-md">
          {texts.open}
        </ButtonLink>
        <RowActions name={name} onEdit={editing.open}>
          {(deleting) => (
            <Confirm
              {...deleting}
              title={texts.deleteTitle(short(name, 40))}
              confirm={words.masters.delete}
              isGrave
              run={() => takeAway(group)}
              onDone={() => wasTakenAway(group)}
            >
              {texts.deleteBody}
            </Confirm>
          )}
        </RowActions>
      </span>
    </li>
  );
}
