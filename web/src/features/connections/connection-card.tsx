// One connection: its state in words, its inbox address to copy, and what it sets on a customer.
import { Paper, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Connection } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { usePortalName } from '../../api/use-me.ts';
import { Chip, StatusChip, type Tone } from '../../ui/chip.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Fields } from '../../ui/fields.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './connection-card.module.css';

const { states, stateTexts, rules } = words.connection;
const tones: Record<Connection['state'], Tone> = {
  draft: 'neutral',
  active: 'good',
  paused: 'warn',
  deleted: 'neutral',
};

export function ConnectionCard({ connection }: { connection: Connection }) {
  const portalName = usePortalName();
  const { data: masters } = useQuery(mastersQuery);
  const address = useRef<HTMLElement>(null);
  const { state, inboxAddress } = connection;
  const status = masters?.statuses.find(({ id }) => id === connection.statusId);
  const nameOf = (all: { id: string; name: string }[] | undefined, id: string | null) =>
    all?.find((one) => one.id === id)?.name ?? words.common.none;
  return (
    <Paper component="article" withBorder className={classes.card}>
      <header className={classes.head}>
        <Chip>{portalName(connection.portal)}</Chip>
        <Title order={2}>
          <LongText text={connection.name} most={80} />
        </Title>
        <Chip tone={tones[state]}>{states[state]}</Chip>
        <span className={classes.state}>{stateTexts[state]}</span>
      </header>
      <div className={classes.inbox}>
        <span className={classes.label}>{words.connection.inbox}</span>
        {inboxAddress ? (
          <>
            <code ref={address} className={classes.address}>
              {inboxAddress}
            </code>
            <Copy text={inboxAddress} label={words.connection.copyLabel(connection.name)} source={address} />
          </>
        ) : (
          <span>{words.connection.noInbox}</span>
        )}
      </div>
      <Title order={3}>{rules.title}</Title>
      <Fields
        fields={[
          { label: rules.assignee, value: nameOf(masters?.members, connection.assigneeId) },
          { label: rules.status, value: status ? <StatusChip {...status} /> : words.common.none },
          { label: rules.group, value: nameOf(masters?.groups, connection.groupId) },
          { label: words.connection.createdAt, value: <Moment at={connection.createdAt} /> },
        ]}
      />
    </Paper>
  );
}
