// A short word about a thing's state. Colour only repeats what the word says.
import type { ReactNode } from 'react';
import classes from './chip.module.css';

export type Tone = 'neutral' | 'accent' | 'good' | 'warn' | 'bad';

export function Chip({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: Tone;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}

/** A status with the colour its organization gave it. */
export function StatusChip({ name, color }: { name: string; color: string }) {
  return (
    <span className={classes.chip} data-tone="neutral">
      <Dot color={color} />
      {name}
    </span>
  );
}

/** A colour (a name of the palette or a CSS colour) as a dot. */
export function Dot({ color }: { color: string }) {
  const known = /^[a-z]+$/.test(color) ? `var(--mantine-color-${color}-6, ${color})` : color;
  return <span className={classes.dot} style={{ background: known }} aria-hidden="true" />;
}
