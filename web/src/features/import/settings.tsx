// How the file is read, which column is what, and what is done with whom the firm knows already.
import { Button, Checkbox, Paper, Radio, Select, Stack, Title } from '@mantine/core';
import type { CustomerImport, CustomerImportOptions } from '../../api/client.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { errorText } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { customerImport } from '../../words/customer-import.ts';
import { Columns } from './columns.tsx';
import classes from './import.module.css';
import type { Settings } from './use-settings.ts';

const { settings: texts } = customerImport;

const choicesOf = <Value extends string>(labels: Record<Value, string>) =>
  Object.entries<string>(labels).map(([value, label]) => ({ value, label }));

export function SettingsForm({ one, settings }: { one: CustomerImport; settings: Settings }) {
  const { chosen, isChanged, change, again } = settings;
  return (
    <Paper withBorder className={classes.part} component="section" aria-label={texts.title}>
      <Title order={2}>{texts.title}</Title>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          again.mutate();
        }}
      >
        <LeaveGuard isDirty={() => isChanged} />
        {again.error && <Told mt="sm">{errorText(again.error)}</Told>}
        <div className={classes.fields}>
          <Select
            label={texts.encoding}
            data={choicesOf(texts.encodings)}
            value={chosen.encoding}
            allowDeselect={false}
            onChange={(value) => change({ encoding: value as CustomerImportOptions['encoding'] })}
          />
          <Select
            label={texts.separator}
            data={choicesOf(texts.separators)}
            value={chosen.separator}
            allowDeselect={false}
            onChange={(value) => change({ separator: value as CustomerImportOptions['separator'] })}
          />
          <Checkbox
            pb={8}
            label={texts.hasHeader}
            checked={chosen.hasHeader}
            onChange={({ currentTarget }) => change({ hasHeader: currentTarget.checked })}
          />
        </div>
        <Columns one={one} mapping={chosen.mapping} onChange={(mapping) => change({ mapping })} />
        <div className={classes.choices}>
          <Choice
            label={texts.known}
            choices={texts.knownChoices}
            value={chosen.known}
            onChange={(known) => change({ known })}
          />
          <Choice
            label={texts.unknownNames}
            choices={texts.unknownChoices}
            value={chosen.unknownNames}
            onChange={(unknownNames) => change({ unknownNames })}
          />
        </div>
        {isChanged && (
          <div className={classes.buttons}>
            <span className={classes.hint}>{texts.changed}</span>
            <Button type="submit" loading={again.isPending}>
              {texts.again}
            </Button>
          </div>
        )}
      </form>
    </Paper>
  );
}

function Choice<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: Record<Value, { label: string; hint: string }>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <Radio.Group label={label} value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Stack gap={8} mt={6}>
        {Object.entries<{ label: string; hint: string }>(choices).map(([key, choice]) => (
          <Radio key={key} value={key} label={choice.label} description={choice.hint} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
