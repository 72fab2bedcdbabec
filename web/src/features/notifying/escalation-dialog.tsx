// 対応がないときの設定 of the firm: on or off, and what stands in it.
import { Switch } from '@mantine/core';
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
  ownRule,
  validateEscalation,
} from './escalation-entry.ts';
import { EscalationFields } from './escalation-fields.tsx';

const texts = notifying.escalation;

export function EscalationDialog({
  rule,
  people,
  opened,
  onClose,
}: {
  rule: Escalation | null;
  people: { id: string; name: string }[];
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const initial = entryOf('own', rule);
  const form = useForm<EscalationEntry>({ initialValues: initial, validate: validateEscalation });
  const isOn = form.values.how === 'own';
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.dialog}
      form={form}
      initial={initial}
      inWords={(saved) => escalationInWords(saved, people)}
      submit={words.common.save}
      run={async (entry) => {
        const isKept = entry.how === 'own';
        await setEscalation({
          connectionId: null,
          version: rule?.version ?? null,
          rule: isKept ? ownRule(entry) : null,
        });
        return isKept;
      }}
      onDone={(isKept) => {
        void notify({ message: isKept ? texts.saved : texts.stopped });
        void client.invalidateQueries();
      }}
    >
      {rule && (
        <Switch
          label={texts.on}
          checked={isOn}
          onChange={(event) => form.setFieldValue('how', event.currentTarget.checked ? 'own' : 'off')}
        />
      )}
      {isOn && <EscalationFields form={form} people={people} />}
    </FormDialog>
  );
}
