// A field for a text of several lines that grows with it. What is far too long is refused as it is pasted: no browser lays out a
// megabyte in a field quickly.
import { Textarea, type TextareaProps } from '@mantine/core';
import { type ClipboardEvent, type DragEvent, useState } from 'react';
import { words } from '../words/index.ts';

interface Props extends Omit<TextareaProps, 'value' | 'onChange' | 'autosize'> {
  value: string;
  onChange: (text: string) => void;
  /** Most letters. */
  most: number;
}

/** What is too long stays in the field as far as it can be worked on, and is told at it. */
export function LongArea({ value, onChange, most, error, ...rest }: Props) {
  const [refused, setRefused] = useState<number | null>(null);
  const isTooMuch = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
    const { length } = data.getData('text/plain');
    setRefused(length > 2 * most ? length : null);
    if (length > 2 * most) event.preventDefault();
  };
  const length = value.trim().length;
  const many = refused ?? (length > most ? length : null);
  return (
    <Textarea
      value={value}
      onChange={(event) => {
        setRefused(null);
        onChange(event.currentTarget.value);
      }}
      onPaste={(event) => isTooMuch(event, event.clipboardData)}
      onDrop={(event) => isTooMuch(event, event.dataTransfer)}
      error={many === null ? error : words.common.tooLongBy(most, many)}
      autosize
      {...rest}
    />
  );
}
