// A time that comes again on some days of the week: from, to, days.
import { Chip, Group, Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { notifying } from '../../words/notifying.ts';
import classes from './notifying.module.css';
import { WEEK } from './preferences.ts';

const texts = notifying.preferences;

/** `at`: where it stands in the form. */
export function WeekTimeFields<V>({
  form,
  at,
  help,
}: {
  form: UseFormReturnType<V>;
  at: string;
  help: string;
}) {
  const days = form.getInputProps(`${at}.days`);
  return (
    <div className={classes.weekTime}>
      <Group gap="sm" align="start">
        <TextInput type="time" label={texts.from} {...form.getInputProps(`${at}.from`)} />
        <TextInput type="time" label={texts.to} {...form.getInputProps(`${at}.to`)} />
      </Group>
      <Input.Wrapper label={texts.days} error={days.error} labelElement="div">
        <Chip.Group multiple value={days.value} onChange={days.onChange}>
          <div className={classes.days}>
            {WEEK.map((day) => (
              <Chip key={day} value={String(day)} size="sm" radius="sm">
                {texts.dayNames[day]}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </Input.Wrapper>
      <p className={classes.more}>
        {help}
        {texts.sameMeansAllDay}
      </p>
    </div>
  );
}
