// The colour of a status: the names of the theme's palette, each with its dot.
import { Select, type SelectProps } from '@mantine/core';
import { Dot } from '../../ui/chip.tsx';
import { words } from '../../words/index.ts';
import classes from './color-select.module.css';

const { masters } = words;

/** A colour as the API takes it. */
export type StatusColor = keyof typeof masters.colors;

const colors = Object.entries(masters.colors).map(([value, label]) => ({ value, label }));

export const FIRST_COLOR: StatusColor = 'gray';

export function ColorSelect({ value, ...rest }: Omit<SelectProps<string>, 'data' | 'renderOption'>) {
  // One that was given another way (a CSS colour) can be kept.
  const isKnown = !value || colors.some((color) => color.value === value);
  return (
    <Select
      label={masters.color}
      {...rest}
      value={value ?? null}
      data={isKnown ? colors : [...colors, { value, label: masters.otherColor }]}
      allowDeselect={false}
      checkIconPosition="right"
      leftSection={<Dot color={value ?? FIRST_COLOR} />}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <Dot color={option.value} /> {option.label}
        </span>
      )}
    />
  );
}
