// What a person may do with a connection as a whole: stop, resume, delete.
import { Button, Checkbox, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Connection } from '../../api/client.ts';
import { deleteConnection, pause } from '../../api/setup.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { TakeIn } from './resume.tsx';
import classes from './state-actions.module.css';
import { useChanged } from './use-changed.ts';

const texts = words.connectionPage;

export function StateActions({ connection }: { connection: Connection }) {
  const { id, state, asideCount } = connection;
  const [isPausing, askPause] = useDisclosure();
  const changed = useChanged();
  return (
    <div className={classes.actions}>
      {state === 'active' && asideCount > 0 && <TakeIn connection={connection} />}
      {state === 'active' && (
        <Button variant="default" onClick={askPause.open}>
          {texts.pause.action}
        </Button>
      )}
      <Delete connection={connection} />
      <Confirm
        opened={isPausing}
        onClose={askPause.close}
        title={texts.pause.title}
        confirm={texts.pause.confirm}
        run={() => pause(id)}
        onDone={changed(texts.pause.done)}
      >
        <Text>{texts.pause.body}</Text>
      </Confirm>
    </div>
  );
}

function Delete({ connection: { id, name, portalName } }: { connection: Connection }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isAsking, ask] = useDisclosure();
  const [isUnderstood, setUnderstood] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        className={classes.delete}
        onClick={() => {
          setUnderstood(false);
          ask.open();
        }}
      >
        {texts.delete.action}
      </Button>
      <Confirm
        opened={isAsking}
        onClose={ask.close}
        title={texts.delete.title}
        confirm={texts.delete.confirm}
        isGrave
        disabled={!isUnderstood}
        run={() => deleteConnection(id)}
        onDone={() => {
          void notify({ message: texts.delete.done });
          void navigate({ to: '/connections', ignoreBlocker: true });
          void client.invalidateQueries();
        }}
      >
        <List>
          {texts.delete.points(portalName).map((point) => (
            <List.Item key={point}>{point}</List.Item>
          ))}
        </List>
        <Checkbox
          mt="md"
          label={texts.delete.understood(short(name, 60))}
          checked={isUnderstood}
          onChange={({ currentTarget: { checked } }) => setUnderstood(checked)}
        />
      </Confirm>
    </>
  );
}
