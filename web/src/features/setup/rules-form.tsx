// The form of 連携名称と詳細設定, in the set-up and on a connection's page. What is typed outlives a reload, a session that
// ended, and somebody else's edit.
import { Alert } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Connection } from '../../api/client.ts';
import { Refusal, refusedAs } from '../../api/client.ts';
import { mastersQuery } from '../../api/queries.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { errorText, NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { Conflict } from './conflict.tsx';
import {
  blankRules,
  type Masters,
  type RulesEntry,
  rulesOf,
  rulesProblems,
  sameRules,
  trimmed,
  withoutGone,
} from './rules.ts';
import { RulesFields } from './rules-fields.tsx';

interface Props {
  portalName: string;
  /** The connection the rules are of; null before there is one. */
  connection: Connection | null;
  /** Names the form among those whose text is kept. */
  keepAs: string;
  /** `version`: the one the person saw; null before there is a connection. */
  save: (entry: RulesEntry, version: number | null) => Promise<Connection>;
  onSaved: (connection: Connection) => void;
  /** The person gave the typed text up. */
  onGivenUp?: () => void;
  /** What stands under the fields, with the button that sends. */
  footer: (state: { isPending: boolean; giveUp: () => void }) => ReactNode;
}

export function RulesForm(props: Props) {
  const query = useQuery(mastersQuery);
  return query.data ? <Loaded {...props} masters={query.data} /> : <NotYet of={query} height={360} />;
}

function Loaded({ connection, masters, save, footer, ...props }: Props & { masters: Masters }) {
  const kept = useKept<RulesEntry>(props.keepAs);
  const [base, setBase] = useState(connection);
  const saved = base ? rulesOf(base) : blankRules;
  const [start] = useState(() => withoutGone(kept.found ?? saved, masters));
  const form = useForm<RulesEntry>({
    mode: 'uncontrolled',
    initialValues: start.entry,
    initialErrors: start.problems,
    validate: rulesProblems,
    onValuesChange: (entry) => kept.keep(entry),
  });
  const isDone = useRef(false);
  const isDirty = () => !isDone.current && !sameRules(form.getValues(), saved);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: ({ entry, version }: { entry: RulesEntry; version: number | null }) =>
      save(trimmed(entry), version),
    onSuccess(result) {
      isDone.current = true;
      kept.drop();
      props.onSaved(result);
    },
    onError(refused) {
      if (!(refused instanceof Refusal)) return;
      form.setErrors(refused.fields);
      form.getInputNode(Object.keys(refused.fields)[0] ?? '')?.focus();
    },
  });

  // Somebody else's edit shows at once where nothing is typed; where something is, the two are compared on saving.
  useEffect(() => {
    if (!connection || connection.version === base?.version || isDirty()) return;
    setBase(connection);
    form.setValues(withoutGone(rulesOf(connection), masters).entry);
    kept.drop();
  });

  const giveUp = () => {
    isDone.current = true;
    kept.drop();
    props.onGivenUp?.();
  };
  const theirs = refusedAs(error, 'changed-meanwhile')?.data as { current: Connection } | undefined;
  const isAtFields = error instanceof Refusal && Object.keys(error.fields).length > 0;
  return (
    <form
      noValidate
      onSubmit={form.onSubmit(
        (entry) => mutate({ entry, version: base?.version ?? null }),
        (errors) => form.getInputNode(Object.keys(errors)[0] ?? 'name')?.focus(),
      )}
    >
      {kept.found && !sameRules(kept.found, saved) && (
        <Alert variant="light" mb="md" p="sm">
          {words.setup.kept}
        </Alert>
      )}
      {theirs && (
        <Conflict
          mine={form.getValues()}
          theirs={theirs.current}
          masters={masters}
          isPending={isPending}
          onKeepMine={() => mutate({ entry: form.getValues(), version: theirs.current.version })}
          onTakeTheirs={() => {
            reset();
            setBase(theirs.current);
            form.setValues(withoutGone(rulesOf(theirs.current), masters).entry);
            form.clearErrors();
            kept.drop();
          }}
        />
      )}
      {error && !theirs && !isAtFields && (
        <Alert color="red" variant="light" mb="md" role="alert">
          {errorText(error)}
        </Alert>
      )}
      <RulesFields form={form} masters={masters} portalName={props.portalName} />
      {footer({ isPending, giveUp })}
      <LeaveGuard isDirty={isDirty} onLeave={giveUp} />
    </form>
  );
}
