// How to get the option: the switch for an owner who may, else whom to ask.
import { Button, Checkbox, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Options } from '../../api/client.ts';
import { usersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { short } from '../../format/text.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText, NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { AffectedConnections } from './affected-connections.tsx';
import classes from './options.module.css';

const texts = words.options.get;

export function SwitchOn({ options }: { options: Options }) {
  const { user } = useMe();
  const { connections } = options.portalIntegration;
  return (
    <section className={classes.part}>
      {connections.length > 0 && (
        <AffectedConnections lead={words.options.stopped(connections.length)} connections={connections} />
      )}
      <Title order={3} mt={connections.length > 0 ? 'md' : 0}>
        {texts.title}
      </Title>
      {!options.selfService && <Text>{texts.askSupport}</Text>}
      {options.selfService && user?.role !== 'owner' && <AskOwner />}
      {options.selfService && user?.role === 'owner' && <Switch />}
    </section>
  );
}

/** Who could do it, by name. */
function AskOwner() {
  const query = useQuery(usersQuery);
  if (!query.data) return <NotYet of={query} height={24} />;
  const owners = query.data.items.filter(({ role, isActive }) => role === 'owner' && isActive);
  return <Text>{texts.askOwner(words.common.list(owners.map(({ name }) => short(name, 30))))}</Text>;
}

function Switch() {
  const client = useQueryClient();
  const [isConfirmed, setConfirmed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const switchOn = useMutation({
    mutationFn: () =>
      answerOf(api.PUT('/api/v1/options/portal-integration', { body: { isOn: true, isConfirmed: true } })),
    onSuccess: () => {
      void notify({ message: texts.done });
      return client.invalidateQueries();
    },
    onError: (error) => setProblem(errorText(error)),
  });
  return (
    <>
      <Checkbox
        my="sm"
        label={texts.confirm}
        checked={isConfirmed}
        error={problem}
        onChange={({ currentTarget }) => {
          setConfirmed(currentTarget.checked);
          setProblem(null);
        }}
      />
      <Button
        loading={switchOn.isPending}
        onClick={() => (isConfirmed ? switchOn.mutate() : setProblem(texts.confirmFirst))}
      >
        {texts.action}
      </Button>
    </>
  );
}
