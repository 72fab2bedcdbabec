// 顧客を追加: somebody who came another way than by mail.
import { Button, Paper } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { answerOf, api, Refusal, refusedAs } from '../api/client.ts';
import { beginEntry } from '../features/customers/begin-entry.ts';
import { type CustomerEntry, problemsOf, toNewCustomer } from '../features/customers/customer-entry.ts';
import classes from '../features/customers/customer-fields.module.css';
import { CustomerFields } from '../features/customers/customer-fields.tsx';
import { customersIn, KnownAlready } from '../features/customers/known-already.tsx';
import { onlyByButton } from '../ui/composing.ts';
import { useKept } from '../ui/kept.ts';
import { LeaveGuard } from '../ui/leave-guard.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { notify } from '../ui/notify.tsx';
import { Page } from '../ui/page.tsx';
import { errorText } from '../ui/states.tsx';
import { tellAtFields } from '../ui/tell-at-fields.ts';
import { Told } from '../ui/told.tsx';
import { words } from '../words/index.ts';

const { form: texts } = words.customer;

export function NewCustomer() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const typed = useLocation({ select: ({ state }) => state.typed ?? '' });
  const kept = useKept<CustomerEntry>('customer-new');
  const form = useForm<CustomerEntry>({
    initialValues: kept.found ?? beginEntry(typed),
    validate: problemsOf,
    onValuesChange: kept.keep,
  });
  const register = useMutation({
    mutationFn: ({ entry, insist }: { entry: CustomerEntry; insist?: boolean }) =>
      answerOf(
        api.POST('/api/v1/customers', { body: { ...toNewCustomer(entry), ...(insist && { insist }) } }),
      ),
    async onSuccess({ id }) {
      kept.drop();
      void notify({ message: texts.done });
      await navigate({ to: '/customers/$id', params: { id }, ignoreBlocker: true });
      void client.invalidateQueries();
    },
    onError: (error) => tellAtFields(form, error),
  });
  const known = refusedAs(register.error, 'customer-exists');
  const isAtFields = register.error instanceof Refusal && Object.keys(register.error.fields).length > 0;
  return (
    <Page title={texts.newTitle} lead={texts.newLead}>
      <Paper withBorder className={`${classes.card} ${classes.new}`}>
        <form
          noValidate
          onKeyDown={onlyByButton}
          onSubmit={form.onSubmit(
            (entry) => register.mutate({ entry }),
            (errors) => form.getInputNode(Object.keys(errors)[0] ?? 'name')?.focus(),
          )}
        >
          {known && (
            <KnownAlready
              customers={customersIn(known.data)}
              anyway={texts.known.registerAnyway}
              isPending={register.isPending}
              onAnyway={() => register.mutate({ entry: form.getValues(), insist: true })}
            />
          )}
          {register.error && !known && !isAtFields && <Told>{errorText(register.error)}</Told>}
          <CustomerFields form={form} statusHint={texts.defaultStatus} />
          <div className={classes.buttons}>
            <ButtonLink to="/customers" variant="default">
              {words.common.cancel}
            </ButtonLink>
            <Button type="submit" loading={register.isPending}>
              {texts.submit}
            </Button>
          </div>
        </form>
        <LeaveGuard
          isDirty={() => (kept.found !== null || form.isDirty()) && !register.isSuccess}
          onLeave={kept.drop}
        />
      </Paper>
    </Page>
  );
}
