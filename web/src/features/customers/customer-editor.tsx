// The customer's data as a form, in place of their card. Somebody else's edit meanwhile is told field by field.
import { Button, Paper, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Customer, Refusal, refusedAs } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { onlyByButton } from '../../ui/composing.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { type Merged, mergeEdits } from '../../ui/merge-edits.ts';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { tellAtFields } from '../../ui/tell-at-fields.ts';
import { Told } from '../../ui/told.tsx';
import { words } from '../../words/index.ts';
import {
  type CustomerEntry,
  customerEdit,
  type EntryKey,
  entryOf,
  problemsOf,
  toEdit,
} from './customer-entry.ts';
import classes from './customer-fields.module.css';
import { CustomerFields } from './customer-fields.tsx';
import { customersIn, KnownAlready } from './known-already.tsx';
import { shownValue } from './shown-value.ts';

const { form: texts } = words.customer;

/** What an edit started from. */
interface Base {
  entry: CustomerEntry;
  version: number;
}

export function CustomerEditor({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const client = useQueryClient();
  const { data: masters } = useQuery(mastersQuery);
  // What the edit starts from; after a conflict, what the other person saved.
  const kept = useKept<{ entry: CustomerEntry; base: Base }>(customerEdit(customer.id));
  const [base, setBase] = useState<Base>(
    () => kept.found?.base ?? { entry: entryOf(customer), version: customer.version },
  );
  const [merged, setMerged] = useState<Merged<CustomerEntry> | null>(null);
  const form = useForm<CustomerEntry>({
    initialValues: kept.found?.entry ?? base.entry,
    validate: problemsOf,
    onValuesChange: (entry) => kept.keep({ entry, base }),
  });
  const save = useMutation({
    mutationFn: ({ entry, insist }: { entry: CustomerEntry; insist?: boolean }) =>
      answerOf(
        api.PATCH('/api/v1/customers/{id}', {
          params: { path: { id: customer.id } },
          body: { ...toEdit(entry, base.entry, base.version), ...(insist && { insist }) },
        }),
      ),
    async onSuccess() {
      kept.drop();
      void notify({ message: words.common.saved });
      await client.invalidateQueries();
      onClose();
    },
    onError(error) {
      const changed = refusedAs(error, 'changed-meanwhile')?.data as { current?: Customer } | undefined;
      if (changed?.current) merge(changed.current);
      else tellAtFields(form, error);
    },
  });

  function merge(current: Customer) {
    const theirs = entryOf(current);
    const found = mergeEdits(base.entry, form.getValues(), theirs);
    const newer = { entry: theirs, version: current.version };
    form.setValues(found.values);
    setBase(newer);
    kept.keep({ entry: found.values, base: newer });
    setMerged(found);
  }

  const known = refusedAs(save.error, 'customer-exists');
  const isChanged = refusedAs(save.error, 'changed-meanwhile') !== null;
  const isAtFields = save.error instanceof Refusal && Object.keys(save.error.fields).length > 0;
  const label = (key: EntryKey) => texts.labels[key];
  return (
    <Paper withBorder className={classes.card}>
      <form
        noValidate
        onKeyDown={onlyByButton}
        onSubmit={form.onSubmit(
          (entry) => save.mutate({ entry }),
          (errors) => form.getInputNode(Object.keys(errors)[0] ?? 'name')?.focus(),
        )}
      >
        <Title order={2} mb="sm">
          {texts.editTitle}
        </Title>
        {merged && (
          <Told key={base.version} color="yellow" title={texts.changed.title}>
            {merged.taken.length > 0 && (
              <p>{texts.changed.taken(words.common.list(merged.taken.map(label)))}</p>
            )}
            {merged.conflicts.length > 0 && (
              <p>{texts.changed.conflicts(words.common.list(merged.conflicts.map(label)))}</p>
            )}
            <p>{texts.changed.again}</p>
          </Told>
        )}
        {known && (
          <KnownAlready
            customers={customersIn(known.data)}
            anyway={texts.known.saveAnyway}
            isPending={save.isPending}
            onAnyway={() => save.mutate({ entry: form.getValues(), insist: true })}
          />
        )}
        {save.error && !known && !isChanged && !isAtFields && <Told>{errorText(save.error)}</Told>}
        <CustomerFields
          form={form}
          statusHint={words.common.none}
          below={(key) =>
            merged?.conflicts.includes(key) && (
              <div className={classes.theirs}>
                <span>
                  {texts.changed.theirs} <b>{shownValue(base.entry[key], key, masters)}</b>
                </span>
                <Button
                  variant="default"
                  size="compact-sm"
                  onClick={() => {
                    form.setFieldValue(key, base.entry[key]);
                    setMerged({ ...merged, conflicts: merged.conflicts.filter((one) => one !== key) });
                  }}
                >
                  {texts.changed.take}
                </Button>
              </div>
            )
          }
        />
        <div className={classes.buttons}>
          <Button
            variant="default"
            onClick={() => {
              kept.drop();
              onClose();
            }}
          >
            {words.common.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {words.common.save}
          </Button>
        </div>
      </form>
      <LeaveGuard
        isDirty={() => (kept.found !== null || form.isDirty()) && !save.isSuccess}
        onLeave={kept.drop}
      />
    </Paper>
  );
}
