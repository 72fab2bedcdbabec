// How somebody is told: by what, when, and when not.
import { Alert, Checkbox, Radio, Stack, Switch } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifying } from '../../words/notifying.ts';
import type { PreferencesEntry } from './preferences.ts';
import { WeekTimeFields } from './week-time-fields.tsx';

const texts = notifying.preferences;
const paces = ['at-once', 'hourly', 'daily'] as const;

export function PreferenceFields<V extends PreferencesEntry>({ form }: { form: UseFormReturnType<V> }) {
  const { mail, push, hasQuiet } = form.values;
  return (
    <Stack gap="md">
      <Checkbox.Group
        label={texts.how}
        value={[...(mail ? ['mail'] : []), ...(push ? ['push'] : [])]}
        onChange={(chosen) =>
          form.setValues({ mail: chosen.includes('mail'), push: chosen.includes('push') } as Partial<V>)
        }
      >
        <Stack gap={6} mt={4}>
          <Checkbox value="mail" label={texts.mail} />
          <Checkbox value="push" label={texts.push} description={texts.pushHelp} />
        </Stack>
      </Checkbox.Group>
      {!mail && !push && (
        <Alert color="yellow" variant="light" p="sm" role="status">
          {texts.neither}
        </Alert>
      )}
      <Radio.Group label={texts.pace} {...form.getInputProps('pace')}>
        <Stack gap={6} mt={4}>
          {paces.map((pace) => (
            <Radio key={pace} value={pace} label={texts.paces[pace]} />
          ))}
        </Stack>
      </Radio.Group>
      <Switch label={texts.quiet} {...form.getInputProps('hasQuiet', { type: 'checkbox' })} />
      {hasQuiet && <WeekTimeFields form={form} at="quiet" help={texts.quietHelp} />}
    </Stack>
  );
}
