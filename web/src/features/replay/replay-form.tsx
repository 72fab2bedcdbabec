// Which mails are read again: of one connection or all, received since a day or ever. It begins with a preview.
import { Alert, Button, Group, Paper, Select, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { connectionsQuery } from '../../api/queries.ts';
import { errorText, NoChoices } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import classes from './replay.module.css';

const { form: texts } = words.replay;

export function ReplayForm() {
  const client = useQueryClient();
  const query = useQuery(connectionsQuery);
  const { data: connections } = query;
  const [connectionId, setConnectionId] = useState('');
  const [since, setSince] = useState('');
  const start = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/api/v1/replays', {
          body: {
            connectionId: connectionId || null,
            since: since ? `${since}T00:00:00+09:00` : null,
          },
        }),
      ),
    onSettled: () => void client.invalidateQueries(),
  });
  return (
    <Paper withBorder className={classes.part}>
      <Title order={2}>{texts.title}</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <NoChoices of={query} />
        <div className={classes.fields}>
          <Select
            label={texts.connection}
            data={[
              { value: '', label: texts.every },
              ...(connections?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={connectionId}
            onChange={(value) => setConnectionId(value ?? '')}
            allowDeselect={false}
          />
          <TextInput
            type="date"
            label={texts.since}
            description={texts.sinceHint}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={since}
            onChange={({ currentTarget }) => setSince(currentTarget.value)}
          />
        </div>
        {start.error && (
          <Alert color="red" variant="light" mt="sm" role="alert">
            {errorText(start.error)}
          </Alert>
        )}
        <Group mt="md" justify="flex-end">
          <span className={classes.hint}>{texts.hint}</span>
          <Button type="submit" loading={start.isPending}>
            {texts.submit}
          </Button>
        </Group>
      </form>
    </Paper>
  );
}
