// Two people changed the same connection: both versions side by side, and the choice. Nothing typed is lost by looking.
import { Alert, Button, Group, Table } from '@mantine/core';
import type { Connection } from '../../api/client.ts';
import { LongText } from '../../ui/long-text.tsx';
import { words } from '../../words/index.ts';
import classes from './conflict.module.css';
import { type Masters, type RulesEntry, rulesFields, rulesLabels, rulesOf, ruleWords } from './rules.ts';

const texts = words.setup.conflict;

interface Props {
  mine: RulesEntry;
  theirs: Connection;
  masters: Masters;
  isPending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

export function Conflict({ mine, theirs, masters, isPending, onKeepMine, onTakeTheirs }: Props) {
  const current = rulesOf(theirs);
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="md"
      title={texts.title}
      role="alert"
      className={classes.conflict}
    >
      <p>{texts.body}</p>
      <Table className={classes.versions} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.field}</Table.Th>
            <Table.Th>{texts.mine}</Table.Th>
            <Table.Th>{texts.theirs}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rulesFields.map((field) => (
            <Table.Tr key={field} data-differs={mine[field] !== current[field] || undefined}>
              <Table.Th scope="row">{rulesLabels[field]}</Table.Th>
              <Table.Td>
                <LongText text={ruleWords(field, mine, masters)} most={60} />
              </Table.Td>
              <Table.Td>
                <LongText text={ruleWords(field, current, masters)} most={60} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group mt="sm" gap="xs">
        <Button variant="default" onClick={onTakeTheirs}>
          {texts.takeTheirs}
        </Button>
        <Button onClick={onKeepMine} loading={isPending}>
          {texts.keepMine}
        </Button>
      </Group>
    </Alert>
  );
}
