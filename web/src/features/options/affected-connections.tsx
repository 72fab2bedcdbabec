// The connections that cannot be edited without the option.
import { Text } from '@mantine/core';
import type { Options } from '../../api/client.ts';
import { Chip } from '../../ui/chip.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import classes from './options.module.css';

export function AffectedConnections({
  lead,
  connections,
}: {
  lead: string;
  connections: Options['portalIntegration']['connections'];
}) {
  return (
    <>
      <Text>{lead}</Text>
      <ul className={classes.connections}>
        {connections.map(({ id, name, state }) => (
          <li key={id}>
            <LongText text={name} most={60} /> <Chip>{words.connection.states[state]}</Chip>
          </li>
        ))}
      </ul>
    </>
  );
}
