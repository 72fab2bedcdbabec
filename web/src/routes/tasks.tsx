// タスク: what is to be done across all customers, one's own first: overdue, today, then what comes.
import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { allTasksQuery, mastersQuery } from '../api/queries.ts';
import { useMe } from '../api/use-me.ts';
import { TaskGroups } from '../features/tasks/task-groups.tsx';
import classes from '../features/tasks/tasks.module.css';
import { tasksPlaceIn } from '../features/tasks/tasks-place.ts';
import { chosenWords } from '../ui/chosen-words.ts';
import { useWithEdited } from '../ui/edited.ts';
import { ViewOf } from '../ui/leave-guard.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { More } from '../ui/more.tsx';
import { Page } from '../ui/page.tsx';
import { Empty, NoChoices } from '../ui/states.tsx';
import { choicesOf, withChosen } from '../ui/with-chosen.ts';
import { followUp } from '../words/follow-up.ts';
import { words } from '../words/index.ts';

const texts = followUp.tasks;
const route = getRouteApi('/frame/tasks');
/** Whose they are, and whether they are done: each is a list of its own. */
const viewOf = (search: object) => JSON.stringify(tasksPlaceIn({ ...search }));

export function Tasks() {
  const { user } = useMe();
  const { whose = user?.id ?? 'all', state = 'open' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(mastersQuery);
  const { data: masters } = query;
  const others = masters?.members.filter(({ id }) => id !== user?.id);
  const go = (search: { whose?: string; state?: 'done' }) => void navigate({ search, replace: true });
  // On paper nobody knows who 「自分」 is.
  const whoseTasks =
    whose === 'all'
      ? texts.everybody
      : chosenWords(texts.whose, 'assigneeId', whose, masters?.members, { none: texts.nobody });
  return (
    <Page title={texts.title} paper={[whoseTasks, texts.states[state]].join(words.common.gap)}>
      <NoChoices of={query} />
      <div className={classes.bar}>
        <NativeSelect
          label={texts.whose}
          value={whose}
          onChange={({ currentTarget: { value } }) =>
            go({ ...(value !== user?.id && { whose: value }), ...(state === 'done' && { state }) })
          }
          data={withChosen(
            [
              ...(user ? [{ value: user.id, label: texts.mine }] : []),
              { value: 'all', label: texts.everybody },
              { value: 'none', label: texts.nobody },
              ...choicesOf(others),
            ],
            whose,
            'assigneeId',
            masters !== undefined,
          )}
        />
        <SegmentedControl
          aria-label={texts.state}
          value={state}
          onChange={(value) =>
            go({ ...(whose !== user?.id && { whose }), ...(value === 'done' && { state: 'done' as const }) })
          }
          data={(['open', 'done'] as const).map((value) => ({ value, label: texts.states[value] }))}
        />
      </div>
      <ViewOf value={viewOf}>
        <List key={`${whose} ${state}`} whose={whose} state={state} isMine={whose === user?.id} />
      </ViewOf>
    </Page>
  );
}

function List({ whose, state, isMine }: { whose: string; state: 'open' | 'done'; isMine: boolean }) {
  const query = useInfiniteQuery(allTasksQuery({ state, ...(whose !== 'all' && { assigneeId: whose }) }));
  const tasks = useWithEdited(query.data?.pages.flatMap(({ items }) => items) ?? []);
  return (
    <>
      {query.data && tasks.length === 0 && <Nothing state={state} />}
      {tasks.length > 0 && (
        <TaskGroups tasks={tasks} state={state} isMine={isMine} hasMore={query.hasNextPage} />
      )}
      <More query={query} height={320} />
    </>
  );
}

function Nothing({ state }: { state: 'open' | 'done' }) {
  const { emptyList, noneDone } = texts;
  if (state === 'done') return <Empty title={noneDone.title}>{noneDone.body}</Empty>;
  return (
    <Empty title={emptyList.title} action={<ButtonLink to="/customers">{emptyList.action}</ButtonLink>}>
      {emptyList.body}
    </Empty>
  );
}
