// 対応がないとき of one connection: as the firm says, by a rule of its own, or not at all.
import { Radio, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import type { Escalation } from '../../api/client.ts';
import { setEscalation } from '../../api/notifying.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import {
  type EscalationEntry,
  entryOf,
  escalationInWords,
  type How,
  namesSomebody,
  nobodysRule,
  ownRule,
  validateEscalation,
} from './escalation-entry.ts';
import { EscalationFields } from './escalation-fields.tsx';

const texts = notifying.escalation;
const HOWS: How[] = ['firm', 'own', 'off'];

export function ConnectionEscalationDialog({
  connectionId,
  own,
  firm,
  people,
  opened,
  onClose,
}: {
  connectionId: string;
  own: Escalation | null;
  firm: Escalation | null;
  people: { id: string; name: string }[];
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  // One of its own begins with what holds now.
  const initial = entryOf(howOf(own), own && namesSomebody(own) ? own : firm);
  const form = useForm<EscalationEntry>({ initialValues: initial, validate: validateEscalation });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.dialog}
      form={form}
      initial={initial}
      inWords={(saved) => escalationInWords(saved, people)}
      submit={words.common.save}
      run={(entry) =>
        setEscalation({
          connectionId,
          version: own?.version ?? null,
          rule: entry.how === 'firm' ? null : entry.how === 'off' ? nobodysRule : ownRule(entry),
        })
      }
      onDone={() => {
        void notify({ message: texts.saved });
        void client.invalidateQueries();
      }}
    >
      <Radio.Group label={texts.ofConnection.which} {...form.getInputProps('how')}>
        <Stack gap="xs" mt={4}>
          {HOWS.map((how) => (
            <Radio key={how} value={how} label={texts.ofConnection.hows[how]} />
          ))}
        </Stack>
      </Radio.Group>
      {form.values.how === 'own' && <EscalationFields form={form} people={people} />}
    </FormDialog>
  );
}

const howOf = (own: Escalation | null): How => (own === null ? 'firm' : namesSomebody(own) ? 'own' : 'off');
