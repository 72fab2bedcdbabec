// Phones or mail addresses: a line each, the first is the main one.
import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from '@mantine/hooks';
import { useRef } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';
import { type CustomerEntry, MOST_LINES } from './customer-entry.ts';
import classes from './customer-fields.module.css';

const { form: texts } = words.customer;

export function Several({
  form,
  list,
  label,
  inputMode,
}: {
  form: UseFormReturnType<CustomerEntry>;
  list: 'phones' | 'emails';
  label: string;
  inputMode: 'tel' | 'email';
}) {
  const lines = form.values[list];
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  // After the change stands on the page.
  const focusLine = (i: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll('input')[Math.max(0, i)]?.focus());
  return (
    <Input.Wrapper label={label} id={id}>
      <div ref={box}>
        {lines.map((_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and their inputs are controlled
          <div key={i} className={classes.line}>
            <TextInput
              {...form.getInputProps(`${list}.${i}`)}
              {...(i === 0 ? { id } : { 'aria-label': texts.line(label, i + 1) })}
              inputMode={inputMode}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
            {lines.length > 1 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size={36}
                aria-label={texts.removeLine(label, i + 1)}
                title={texts.remove}
                onClick={() => {
                  form.removeListItem(list, i);
                  focusLine(i - 1);
                }}
              >
                <Icon name="cross" size={14} />
              </ActionIcon>
            )}
          </div>
        ))}
        {lines.length < MOST_LINES && (
          <Button
            variant="subtle"
            size="compact-sm"
            mt={4}
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => {
              form.insertListItem(list, '');
              focusLine(lines.length);
            }}
          >
            {texts.addLine(label)}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
