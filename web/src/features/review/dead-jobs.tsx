// 止まった処理: work in the background that was given up, done again or settled by a person.
import { Button, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type DeadJob } from '../../api/client.ts';
import { deadJobsQuery } from '../../api/queries.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { reasonText } from '../../words/reasons.ts';
import classes from './given-up.module.css';
import { useReprocess, WhyGivenUp } from './given-up.tsx';

const { deadJobs: texts, givenUp } = words.mail;

const columns: Column[] = [
  { key: 'main', label: texts.columns.title, width: '34%' },
  { key: 'reason', label: texts.columns.reason },
  { key: 'action', label: texts.columns.action, width: '18em', hidden: true },
];

/** Nothing while there is none: most of the time there is none. */
export function DeadJobs() {
  const query = useQuery(deadJobsQuery);
  const { data } = query;
  if (!data) return <NotYet of={query} room={null} as="hint" title={texts.absent} />;
  if (data.items.length === 0) return null;
  return (
    <section className={classes.jobs} aria-label={texts.title}>
      <div className={classes.jobsHead}>
        <div>
          <Title order={2}>{texts.title}</Title>
          <p>{texts.lead}</p>
        </div>
        <All jobs={data.items.filter(({ canReprocess }) => canReprocess)} />
      </div>
      <Rows label={texts.title} columns={columns}>
        {data.items.map((job) => (
          <JobRow key={job.id} job={job} />
        ))}
      </Rows>
    </section>
  );
}

const reprocess = (id: string) =>
  answerOf(api.POST('/api/v1/dead-jobs/{id}/reprocess', { params: { path: { id } } }));

function All({ jobs }: { jobs: DeadJob[] }) {
  const { mutate, isPending } = useReprocess(async () => {
    const done = await Promise.allSettled(jobs.map(({ id }) => reprocess(id)));
    const failed = done.find((one) => one.status === 'rejected');
    const count = done.filter((one) => one.status === 'fulfilled').length;
    if (count === 0 && failed) throw failed.reason;
    return texts.doneSeveral(count);
  });
  if (jobs.length < 2) return null;
  return (
    <Button variant="default" loading={isPending} onClick={() => mutate()}>
      {texts.all(jobs.length)}
    </Button>
  );
}

const titleOf = ({ kind, title }: DeadJob): string => reasonText('work', kind, title);

function JobRow({ job }: { job: DeadJob }) {
  const { id, why, canReprocess } = job;
  const title = titleOf(job);
  const { mutate, isPending } = useReprocess(async () => {
    await reprocess(id);
    return givenUp.done;
  });
  return (
    <Row id={id}>
      <Cell area="main">
        <span className={classes.job}>{title}</span>
      </Cell>
      <Cell area="reason">
        <WhyGivenUp {...job} reason={reasonText('stopped', why, job.reason)} at={job.givenUpAt} />
        {!canReprocess && <p className={classes.reason}>{texts.elsewhere}</p>}
      </Cell>
      <Cell area="action">
        <div className={classes.actions}>
          {canReprocess && (
            <Button
              variant="default"
              size="compact-sm"
              className={classes.press}
              loading={isPending}
              onClick={() => mutate()}
              aria-label={givenUp.actionFor(title)}
            >
              {givenUp.action}
            </Button>
          )}
          <SettleJob job={job} />
        </div>
      </Cell>
    </Row>
  );
}

function SettleJob({ job }: { job: DeadJob }) {
  const { id } = job;
  const title = titleOf(job);
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.press}
        onClick={open}
        aria-label={texts.settleFor(title)}
      >
        {texts.settle}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={texts.settleTitle}
        confirm={texts.settleConfirm}
        run={() => answerOf(api.POST('/api/v1/dead-jobs/{id}/settle', { params: { path: { id } } }))}
        onDone={() => {
          void notify({ message: texts.settled });
          void client.invalidateQueries();
        }}
      >
        <Text>{title}</Text>
        <Text c="dimmed" mt="xs">
          {texts.settleBody}
        </Text>
      </Confirm>
    </>
  );
}
