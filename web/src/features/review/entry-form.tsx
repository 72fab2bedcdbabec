// The form beside a mail: a person makes the customer that could not be read, or settles the mail.
import { Alert, Button, Group, Select, Textarea, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useRef } from 'react';
import { answerOf, api, type HandEntry, type Inquiry, type PastedPage, Refusal } from '../../api/client.ts';
import { onlyByButton } from '../../ui/composing.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { type Entry, type EntryField, entryFields, entryFrom, problemsOf, toHandEntry } from './entry.ts';
import classes from './entry-form.module.css';
import { PasteBox } from './paste-box.tsx';
import { PutSelection } from './put-selection.tsx';
import { Settle } from './settle.tsx';

const { form: texts } = words.mail;
const kinds = Object.entries(words.inquiry.kindsLong).map(([value, label]) => ({ value, label }));
const input: Partial<Record<EntryField, { inputMode: 'tel' | 'email' | 'numeric' }>> = {
  phone: { inputMode: 'tel' },
  email: { inputMode: 'email' },
  postalCode: { inputMode: 'numeric' },
};

// Short ones stand two in a line.
const halves = new Set<EntryField>(['name', 'nameKana', 'phone', 'postalCode']);

interface Props {
  mailId: string;
  stub: Inquiry | null;
  /** Somebody else settled the mail while this form was open. */
  isTaken: boolean;
  source: RefObject<HTMLElement | null>;
}

export function EntryForm({ mailId, stub, isTaken, source }: Props) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const kept = useKept<Entry>(`mail/${mailId}`);
  const form = useForm<Entry>({
    mode: 'uncontrolled',
    initialValues: kept.found ?? entryFrom(stub),
    validate: problemsOf,
    onValuesChange: kept.keep,
  });
  // The page the form was filled from.
  const pasted = useRef<PastedPage | null>(null);
  const register = useMutation({
    mutationFn: (entry: HandEntry) =>
      answerOf(
        api.POST('/api/v1/mails/{id}/customer', {
          params: { path: { id: mailId } },
          body: { ...entry, ...(pasted.current && { pasted: pasted.current }) },
        }),
      ),
    async onSuccess({ customerId }) {
      kept.drop();
      void notify({ message: texts.done });
      await navigate({ to: '/customers/$id', params: { id: customerId }, ignoreBlocker: true });
      void client.invalidateQueries();
    },
    onError(error) {
      if (!(error instanceof Refusal)) return;
      form.setErrors(error.fields);
      if (error.status === 409) void client.invalidateQueries();
    },
  });
  const isConflict = isTaken || (register.error instanceof Refusal && register.error.status === 409);
  const isPrefilled = Object.keys(toHandEntry(entryFrom(stub))).length > 1;
  const isAtFields = Object.keys(form.errors).length > 0;

  return (
    <>
      <PasteBox mailId={mailId} onFill={fill} />
      <form
        className={classes.form}
        noValidate
        onSubmit={form.onSubmit(
          (entry) => register.mutate(toHandEntry(entry)),
          (errors) => form.getInputNode(Object.keys(errors)[0] ?? 'name')?.focus(),
        )}
        onKeyDown={onlyByButton}
      >
        <Title order={2}>{texts.title}</Title>
        <p className={classes.hint}>{texts.hint(isPrefilled ? texts.prefilled : texts.anyOf)}</p>
        {isConflict && (
          <Alert color="yellow" variant="light" mb="sm" role="alert">
            {texts.alreadySettled}
          </Alert>
        )}
        {register.error && !isConflict && !isAtFields && (
          <Alert color="red" variant="light" mb="sm" role="alert">
            {errorText(register.error)}
          </Alert>
        )}
        <PutSelection source={source} onPut={(field, text) => put(field, text)} />
        <div className={classes.fields}>
          <Select
            key={form.key('kind')}
            {...form.getInputProps('kind')}
            label={texts.fields.kind}
            className={classes.whole}
            data={kinds}
            allowDeselect={false}
          />
          {entryFields.map(([field]) =>
            field === 'message' ? (
              <Textarea
                key={form.key(field)}
                {...form.getInputProps(field)}
                label={texts.fields[field]}
                className={classes.whole}
                autosize
                minRows={4}
                maxRows={14}
              />
            ) : (
              <TextInput
                key={form.key(field)}
                {...form.getInputProps(field)}
                {...input[field]}
                label={texts.fields[field]}
                className={halves.has(field) ? undefined : classes.whole}
                autoComplete="off"
                spellCheck={false}
              />
            ),
          )}
        </div>
        <Group mt="md" justify="space-between">
          <Settle mailId={mailId} onSettled={afterSettling} />
          <Button type="submit" loading={register.isPending} disabled={isConflict}>
            {texts.submit}
          </Button>
        </Group>
        <LeaveGuard
          isDirty={() => (kept.found !== null || form.isDirty()) && !register.isSuccess}
          onLeave={kept.drop}
        />
      </form>
    </>
  );

  function fill(read: Partial<Entry>, page: PastedPage) {
    pasted.current = page;
    for (const [field, value] of Object.entries(read)) form.setFieldValue(field, value);
    form.clearErrors();
  }

  function put(field: EntryField, text: string) {
    const before = field === 'message' ? form.getValues().message : '';
    const oneLine = field === 'message' ? text : text.replace(/\s*\n\s*/g, ' ');
    form.setFieldValue(field, before ? `${before}\n${oneLine}` : oneLine);
    form.clearFieldError(field);
  }

  function afterSettling() {
    kept.drop();
    void notify({ message: texts.settled });
    void navigate({ to: '/review', search: {}, ignoreBlocker: true });
    void client.invalidateQueries();
  }
}
