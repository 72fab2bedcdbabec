// The newest replay: under way, previewed and waiting for a word, or ended.
import { Button, Checkbox, Group, Paper, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Replay } from '../../api/client.ts';
import { dayOnly } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { StateTitle } from '../../ui/state-title.tsx';
import { Moment } from '../../ui/time.tsx';
import { tryAndTell } from '../../ui/try-and-tell.ts';
import { words } from '../../words/index.ts';
import { Counts } from './counts.tsx';
import { Differences } from './differences.tsx';
import classes from './replay.module.css';

const texts = words.replay;

export function ReplayRun({ replay }: { replay: Replay }) {
  const { state, phase } = replay;
  const title =
    state === 'running'
      ? texts.running[phase]
      : state === 'previewed'
        ? texts.previewed.title
        : texts.states[state];
  return (
    <Paper withBorder className={classes.part} component="section" aria-label={title}>
      <div className={classes.head}>
        <StateTitle>{title}</StateTitle>
        <span className={classes.hint}>
          {scopeWords(replay)}
          {words.common.dot}
          <Moment at={replay.createdAt} />
          {words.common.dot}
          {texts.by(short(replay.createdBy, 40))}
        </span>
      </div>
      {texts.stateTexts[state] && <p className={classes.hint}>{texts.stateTexts[state]}</p>}
      {state === 'running' ? <Running replay={replay} /> : <Counts replay={replay} />}
      {state === 'previewed' && <Decide replay={replay} />}
      {state !== 'running' && <Differences replay={replay} />}
    </Paper>
  );
}

/** Which mails. */
export function scopeWords({ connection, since }: Pick<Replay, 'connection' | 'since'>): string {
  const { scope } = texts;
  return words.common.dots([
    connection ? short(connection.name, 40) : scope.every,
    since ? scope.since(dayOnly(since)) : scope.all,
  ]);
}

function Running({ replay: { id, read, total, phase } }: { replay: Replay }) {
  const { running } = texts;
  const numbers = running.progress(Math.min(read, total), total);
  return (
    <>
      <Progress.Root className={classes.progress} size="lg">
        <Progress.Section
          value={total === 0 ? 0 : Math.min(100, (read / total) * 100)}
          aria-label={running[phase]}
        />
      </Progress.Root>
      <p className={classes.numbers}>{numbers}</p>
      <p className={classes.hint}>{running.leave}</p>
      <Group mt="md" justify="flex-end">
        <Cancel id={id} word={running.cancel} done={running.cancelled} />
      </Group>
    </>
  );
}

function Cancel({ id, word, done }: { id: string; word: string; done: string }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const { running } = texts;
  return (
    <>
      <Button variant="default" onClick={open}>
        {word}
      </Button>
      <Confirm
        opened={opened}
        onClose={close}
        title={running.cancelTitle}
        confirm={running.cancelConfirm}
        cancel={words.common.close}
        run={() => answerOf(api.POST('/api/v1/replays/{id}/cancel', { params: { path: { id } } }))}
        onDone={() => {
          void notify({ message: done });
          void client.invalidateQueries();
        }}
      >
        <Text>{running.cancelBody}</Text>
      </Confirm>
    </>
  );
}

function Decide({ replay: { id, counts } }: { replay: Replay }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const [isQuiet, setQuiet] = useState(false);
  const { previewed } = texts;
  const found = counts.complete + counts.announced;
  const discard = async () => {
    const cancelled = answerOf(api.POST('/api/v1/replays/{id}/cancel', { params: { path: { id } } }));
    await tryAndTell(cancelled, previewed.discarded);
    void client.invalidateQueries();
  };
  if (found + counts.changed === 0) return <p className={classes.hint}>{previewed.nothing}</p>;
  return (
    <>
      {found > 0 && (
        <Checkbox
          mt="md"
          label={previewed.quiet}
          description={previewed.quietHint}
          checked={isQuiet}
          onChange={({ currentTarget }) => setQuiet(currentTarget.checked)}
        />
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={() => void discard()}>
          {previewed.discard}
        </Button>
        <Button onClick={open}>{previewed.apply}</Button>
      </Group>
      <Confirm
        opened={opened}
        onClose={close}
        title={previewed.applyTitle}
        confirm={previewed.applyConfirm}
        run={() =>
          answerOf(api.POST('/api/v1/replays/{id}/apply', { params: { path: { id } }, body: { isQuiet } }))
        }
        onDone={() => {
          void notify({ message: previewed.begun });
          void client.invalidateQueries();
        }}
      >
        <Text>{previewed.applyBody(found, counts.changed)}</Text>
      </Confirm>
    </>
  );
}
