// What is being edited was deleted by somebody else: said above the buttons, and what becomes of what is typed.
import type { AlertProps } from '@mantine/core';
import { words } from '../words/index.ts';
import { Told } from './told.tsx';

const { deletedMeanwhile: texts } = words.common;

/** `what`: the word for one of it; `submit`: the word on the button that saves, which adds it as a new one now. */
export function DeletedMeanwhile({
  what,
  submit,
  ...alert
}: { what: string; submit: string } & Omit<AlertProps, 'title' | 'children'>) {
  return (
    <Told color="yellow" {...alert} title={texts.title(what)}>
      {texts.again(submit, what)}
    </Told>
  );
}
