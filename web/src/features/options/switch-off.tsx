// How to end the option: for an owner who may, a question that says what stops; else whom to ask.
import { Button, Checkbox, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Options } from '../../api/client.ts';
import { useMe } from '../../api/use-me.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { AffectedConnections } from './affected-connections.tsx';
import classes from './options.module.css';

const texts = words.options.lose;

export function SwitchOff({ options }: { options: Options }) {
  const { user } = useMe();
  const client = useQueryClient();
  const [isAsking, asking] = useDisclosure();
  const [isConfirmed, setConfirmed] = useState(false);
  const { connections } = options.portalIntegration;
  return (
    <section className={classes.part}>
      <Title order={3}>{texts.title}</Title>
      {options.selfService && user?.role === 'owner' ? (
        <Button
          mt="xs"
          variant="default"
          onClick={() => {
            setConfirmed(false);
            asking.open();
          }}
        >
          {texts.action}
        </Button>
      ) : (
        <Text>{options.selfService ? texts.askOwner : texts.askSupport}</Text>
      )}
      <Confirm
        opened={isAsking}
        onClose={asking.close}
        title={texts.question}
        confirm={texts.action}
        isGrave
        disabled={!isConfirmed}
        run={() =>
          answerOf(
            api.PUT('/api/v1/options/portal-integration', { body: { isOn: false, isConfirmed: true } }),
          )
        }
        onDone={() => {
          void notify({ message: texts.done });
          void client.invalidateQueries();
        }}
      >
        {connections.length > 0 ? (
          <AffectedConnections lead={texts.connections(connections.length)} connections={connections} />
        ) : (
          <Text>{texts.noConnections}</Text>
        )}
        <Text mt="sm">{texts.kept}</Text>
        <Text mt="sm">{texts.existing}</Text>
        <Checkbox
          mt="md"
          label={texts.confirm}
          checked={isConfirmed}
          onChange={({ currentTarget }) => setConfirmed(currentTarget.checked)}
        />
      </Confirm>
    </section>
  );
}
