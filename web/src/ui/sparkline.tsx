// A few numbers in time as bars the height of a line, with the same in words.
import { useId } from 'react';
import classes from './sparkline.module.css';

const HEIGHT = 28;
const BAR = 9;
const GAP = 4;

/** `text`: the numbers in words; for screen readers and on hover. */
export function Sparkline({ values, text }: { values: number[]; text: string }) {
  const id = useId();
  const most = Math.max(1, ...values);
  const width = values.length * (BAR + GAP) - GAP;
  const bars = values.map((value, i) => ({ key: `${id}${i}`, value, x: i * (BAR + GAP) }));
  return (
    <svg className={classes.line} width={width} height={HEIGHT} role="img" aria-label={text}>
      <title>{text}</title>
      {bars.map(({ key, value, x }) => {
        // A day without any keeps a mark, so that seven days are seen.
        const height = value === 0 ? 2 : Math.max(4, (value / most) * HEIGHT);
        return (
          <rect
            key={key}
            x={x}
            y={HEIGHT - height}
            width={BAR}
            height={height}
            rx={1}
            data-none={value === 0 || undefined}
          />
        );
      })}
    </svg>
  );
}
