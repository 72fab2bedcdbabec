// The form of a 振り分けルール. What is typed outlives a reload and somebody else's edit; it is saved into the list as that is now.
import { Alert, Button, Paper, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';
import { saveAssignmentRules } from '../../api/assignment.ts';
import { type AssignmentRules, type Connection, Refusal } from '../../api/client.ts';
import { useVersionedSave } from '../../api/use-versioned-save.ts';
import { helpUnder } from '../../ui/help-under.ts';
import { useKept } from '../../ui/kept.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { errorText } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { assignment } from '../../words/assignment.ts';
import { words } from '../../words/index.ts';
import type { Masters } from '../setup/rules.ts';
import { ConditionFields } from './condition-fields.tsx';
import { OutcomeFields } from './outcome-fields.tsx';
import { RuleConflict } from './rule-conflict.tsx';
import { blankRule, entryOf, problemsAt, type RuleEntry, ruleProblems, withRule } from './rule-entry.ts';
import classes from './rule-form.module.css';
import { Trial } from './trial.tsx';

const texts = assignment.form;

interface Props {
  connection: Connection;
  /** Null: a new one. */
  ruleId: string | null;
  saved: AssignmentRules;
  /** There is no such rule any more. */
  isGone: boolean;
  masters: Masters;
  onSaved: (rules: AssignmentRules, name: string) => void;
}

export function RuleForm({ connection, ruleId, saved, isGone, masters, onSaved }: Props) {
  const kept = useKept<RuleEntry>(`assignment-rule/${connection.id}/${ruleId}`);
  // The list it is saved into: as it was when the page opened, or as whoever was faster left it.
  const [base, setBase] = useState(saved);
  const [start] = useState(() => {
    const known = saved.rules.find(({ id }) => id === ruleId);
    return known ? entryOf(known) : blankRule;
  });
  const form = useForm<RuleEntry>({
    initialValues: kept.found ?? start,
    validate: ruleProblems,
    onValuesChange: (entry) => kept.keep(entry),
  });
  const entry = form.getValues();
  const given = withRule(base.rules, ruleId, entry);
  const save = useVersionedSave(
    saved,
    async (version) => {
      const result = await saveAssignmentRules(connection.id, { version, rules: given });
      kept.drop();
      onSaved(result, entry.name);
    },
    () => {},
  );
  const { theirs, error } = save;
  useEffect(() => {
    if (theirs) setBase(theirs);
  }, [theirs]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each refusal
  useEffect(() => {
    if (!(error instanceof Refusal)) return;
    const place = given.findIndex((rule) => rule.id === (ruleId ?? undefined));
    const problems = problemsAt(error.fields, place === -1 ? given.length - 1 : place);
    form.setErrors(problems);
    focusOn(Object.keys(problems)[0]);
  }, [error]);
  const focusOn = (path: string | undefined) => path && form.getInputNode(path)?.focus();
  const isAtFields = Object.keys(form.errors).length > 0;
  const isDirty = () => kept.found !== null || form.isDirty();
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={form.onSubmit(
        () => save.save(),
        (errors) => focusOn(Object.keys(errors)[0]),
      )}
    >
      {kept.found && (
        <Alert variant="light" mb="md" p="sm">
          {texts.kept}
        </Alert>
      )}
      {isGone && !theirs && <Told color="yellow">{texts.gone}</Told>}
      {theirs && (
        <RuleConflict
          theirs={theirs.rules.find(({ id }) => id === ruleId) ?? null}
          isNew={ruleId === null}
          onTake={(rule) => {
            form.setValues(entryOf(rule));
            save.dismiss();
          }}
        />
      )}
      {error && !isAtFields && <Told>{errorText(error)}</Told>}
      <Paper withBorder className={classes.card}>
        <TextInput
          {...form.getInputProps('name')}
          label={texts.name}
          description={texts.nameHelp}
          placeholder={texts.namePlaceholder}
          inputWrapperOrder={helpUnder}
          withAsterisk
          required
          autoComplete="off"
          spellCheck={false}
        />
      </Paper>
      <Paper withBorder component="section" className={classes.card}>
        <Title order={2}>{texts.when}</Title>
        <p className={classes.help}>{texts.whenHelp}</p>
        <ConditionFields form={form} />
      </Paper>
      <Paper withBorder component="section" className={classes.card}>
        <Title order={2}>{texts.outcome}</Title>
        <OutcomeFields form={form} masters={masters} connection={connection} />
      </Paper>
      <Paper withBorder component="section" className={classes.card}>
        <Trial
          connectionId={connection.id}
          rules={given}
          recentCount={saved.recentCount}
          check={() => {
            const { hasErrors, errors } = form.validate();
            if (hasErrors) focusOn(Object.keys(errors)[0]);
            return !hasErrors;
          }}
        />
      </Paper>
      <div className={classes.foot}>
        <p className={classes.help}>{texts.leavesUnsaved}</p>
        <div className={classes.buttons}>
          <ButtonLink
            to="/connections/$id"
            params={{ id: connection.id }}
            hash="assignment"
            variant="default"
          >
            {words.common.cancel}
          </ButtonLink>
          <Button type="submit" loading={save.isPending}>
            {texts.save}
          </Button>
        </div>
      </div>
      <LeaveGuard isDirty={isDirty} onLeave={kept.drop} />
    </form>
  );
}
