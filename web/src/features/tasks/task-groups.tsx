// Tasks by when they are due: overdue, today, what comes; each with its customer, whose it is, and the call.
import { ActionIcon, Paper, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Task } from '../../api/client.ts';
import { short, telUrl } from '../../format/text.ts';
import { useSteadyGroups } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { useNow } from '../../ui/now.ts';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';
import { dueGroup, dueGroups } from './due-words.ts';
import { TaskItem } from './task-item.tsx';
import classes from './tasks.module.css';

const texts = followUp.tasks;

interface Listed {
  tasks: Task[];
  isMine: boolean;
  /** Of the last group there are others behind these. */
  hasMore: boolean;
}

export function TaskGroups({ tasks, state, isMine, hasMore }: Listed & { state: 'open' | 'done' }) {
  const now = useNow();
  const groupOf = useSteadyGroups((task: Task) => dueGroup(task, now));
  if (state === 'done')
    return <Group title={texts.states.done} tasks={tasks} isMine={isMine} hasMore={hasMore} />;
  const groups = Map.groupBy(tasks, groupOf);
  const last = dueGroups.findLast((group) => groups.has(group));
  return dueGroups.map((group) => {
    const some = groups.get(group);
    if (!some) return null;
    const title = texts.groups[group];
    return (
      <Group key={group} title={title} tasks={some} isMine={isMine} hasMore={hasMore && group === last} />
    );
  });
}

function Group({ title, tasks, isMine, hasMore }: Listed & { title: string }) {
  return (
    <section aria-label={title}>
      <Title order={2} className={classes.groupTitle}>
        {title} {hasMore ? texts.atLeast(tasks.length) : tasks.length}
      </Title>
      <Paper withBorder className={classes.group}>
        <ul className={classes.items}>
          {tasks.map((task) => (
            <TaskItem
              key={task.id}
              task={task}
              more={
                <>
                  <Link to="/customers/$id" params={{ id: task.customer.id }}>
                    {short(task.customer.name ?? words.common.nameless, 60)}
                  </Link>
                  {!isMine && <span>{short(task.assignee?.name ?? texts.nobody, 40)}</span>}
                </>
              }
              actions={<Call task={task} />}
            />
          ))}
        </ul>
      </Paper>
    </section>
  );
}

function Call({ task: { customer, doneAt } }: { task: Task }) {
  const href = telUrl(customer.phone ?? undefined);
  if (!href || doneAt !== null) return null;
  return (
    <ActionIcon
      component="a"
      href={href}
      variant="subtle"
      aria-label={words.common.callTo(short(customer.name ?? words.common.nameless, 40))}
    >
      <Icon name="phone" size={16} />
    </ActionIcon>
  );
}
