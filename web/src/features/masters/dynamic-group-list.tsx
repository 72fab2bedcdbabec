// 動的な顧客グループ on the groups' page: the saved conditions, the way to their customers, and deleting one.
import { Button, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type DynamicGroup } from '../../api/client.ts';
import { dynamicGroupsQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { notify } from '../../ui/notify.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { filterOf } from '../customers/customers-place.ts';
import classes from './masters.module.css';

const texts = words.customer.dynamic;

export function DynamicGroupList() {
  const query = useQuery(dynamicGroupsQuery);
  const { data } = query;
  return (
    <section>
      <Title order={2} size="h3" mt="xl" mb={4}>
        {texts.list}
      </Title>
      <NotYet of={query} height={48} />
      {data && <p>{data.items.length === 0 ? texts.empty : texts.lead}</p>}
      {data && data.items.length > 0 && (
        <ul className={classes.list} aria-label={texts.list}>
          {data.items.map((group) => (
            <DynamicGroupRow key={group.id} group={group} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DynamicGroupRow({ group }: { group: DynamicGroup }) {
  const { id, name, filter } = group;
  const client = useQueryClient();
  const [isDeleting, deleting] = useDisclosure();
  return (
    <li className={classes.row} data-id={id}>
      <span className={classes.name}>{name}</span>
      <span className={classes.actions}>
        <ButtonLink to="/customers" search={filterOf(filter)} variant="default" size="compact-md">
          {texts.open}
        </ButtonLink>
        <Button
          variant="subtle"
          size="compact-md"
          aria-label={words.masters.deleteOf(name)}
          onClick={deleting.open}
        >
          {words.masters.delete}
        </Button>
      </span>
      <Confirm
        opened={isDeleting}
        onClose={deleting.close}
        title={texts.deleteTitle(short(name, 40))}
        confirm={words.masters.delete}
        isGrave
        run={() => answerOf(api.DELETE('/api/v1/dynamic-groups/{id}', { params: { path: { id } } }))}
        onDone={() => {
          void client.invalidateQueries({ queryKey: dynamicGroupsQuery.queryKey });
          void notify({ message: words.masters.deleted(name) });
        }}
      >
        {texts.deleteBody}
      </Confirm>
    </li>
  );
}
