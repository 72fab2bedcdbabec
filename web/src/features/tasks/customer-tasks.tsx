// What is to be done for a customer, on their page.
import { Button, Paper, Title, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tasksQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { useWithEdited } from '../../ui/edited.ts';
import { Icon } from '../../ui/icons.tsx';
import { NotYet } from '../../ui/states.tsx';
import { followUp } from '../../words/follow-up.ts';
import { AddTask } from './add-task.tsx';
import { TaskItem } from './task-item.tsx';
import classes from './tasks.module.css';

const texts = followUp.tasks;

export function CustomerTasks({ customerId }: { customerId: string }) {
  const query = useQuery(tasksQuery({ customerId, state: 'open', limit: 100 }));
  const { data } = query;
  const tasks = useWithEdited(data?.items ?? []);
  const [isAdding, setIsAdding] = useState(false);
  const [showsDone, setShowsDone] = useState(false);
  return (
    <Paper withBorder component="section" className={classes.card} aria-label={texts.title}>
      <div className={classes.head}>
        <Title order={2}>{texts.title}</Title>
        {!isAdding && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setIsAdding(true)}
          >
            {texts.add}
          </Button>
        )}
      </div>
      {isAdding && <AddTask customerId={customerId} onClose={() => setIsAdding(false)} />}
      <NotYet of={query} height={32} />
      {data && tasks.length === 0 && !isAdding && <p className={classes.empty}>{texts.empty}</p>}
      <ul className={classes.items}>
        {tasks.map((task) => (
          <TaskItem key={task.id} task={task} more={short(task.assignee?.name ?? texts.nobody, 40)} />
        ))}
      </ul>
      <UnstyledButton c="dimmed" fz="sm" onClick={() => setShowsDone(!showsDone)} aria-expanded={showsDone}>
        {texts.doneOnes}
        {showsDone ? '' : '…'}
      </UnstyledButton>
      {showsDone && <DoneTasks customerId={customerId} />}
    </Paper>
  );
}

function DoneTasks({ customerId }: { customerId: string }) {
  const query = useQuery(tasksQuery({ customerId, state: 'done', limit: 30 }));
  const { data } = query;
  if (!data) return <NotYet of={query} height={32} />;
  if (data.items.length === 0) return <p className={classes.empty}>{texts.empty}</p>;
  return (
    <ul className={classes.items}>
      {data.items.map((task) => (
        <TaskItem key={task.id} task={task} />
      ))}
    </ul>
  );
}
