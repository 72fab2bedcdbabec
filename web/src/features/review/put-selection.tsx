// While text of the mail is selected: one button a field that puts it there.
import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { words } from '../../words/index.ts';
import { type EntryField, entryFields } from './entry.ts';
import classes from './put-selection.module.css';
import { useSelection } from './use-selection.ts';

const { form } = words.mail;

export function PutSelection({
  source,
  onPut,
}: {
  source: RefObject<HTMLElement | null>;
  onPut: (field: EntryField, text: string) => void;
}) {
  const selected = useSelection(source);
  if (selected === '') return null;
  return (
    <fieldset className={classes.bar}>
      <legend className={classes.label}>{form.put}</legend>
      {entryFields.map(([field]) => (
        <Button
          key={field}
          size="compact-sm"
          variant="default"
          // The selection must outlive the press.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            onPut(field, selected);
            window.getSelection()?.removeAllRanges();
          }}
        >
          {form.fields[field]}
        </Button>
      ))}
    </fieldset>
  );
}
