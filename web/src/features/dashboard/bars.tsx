// Inquiries by day or month, a bar for each with its 媒体 one on the other; the same as a table.
import { Button, Table } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Dashboard } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { words } from '../../words/index.ts';
import classes from './bars.module.css';
import { dayText, monthText, niceTop, number } from './figures.ts';
import { type Part, partsOf } from './parts.ts';
import { Section } from './section.tsx';
import { ToList } from './to-list.tsx';

const texts = words.dashboard.byTime;
/** More dates under the bars would run into each other on a phone. */
const MOST_LABELS = 8;

type Bar = Dashboard['byTime'][number];

export function Bars({ dashboard }: { dashboard: Dashboard }) {
  const { byTime, unit, total } = dashboard;
  const nameOf = usePortalName();
  const [isTable, { toggle }] = useDisclosure();
  const parts = partsOf(dashboard.portals, nameOf);
  const most = byTime.reduce((a, b) => (b.count > a.count ? b : a));
  const nameOfBar = (bar: Bar) => (unit === 'day' ? dayText(bar.from, false) : monthText(bar.from));
  return (
    <Section
      title={texts[unit]}
      hint={texts.summary(number(total.count), number(most.count), nameOfBar(most))}
      action={
        <Button variant="default" size="compact-sm" aria-expanded={isTable} onClick={toggle}>
          {isTable ? texts.asChart : texts.asTable}
        </Button>
      }
    >
      {parts.length > 1 && <Legend parts={parts} />}
      <Chart bars={byTime} parts={parts} unit={unit} nameOfBar={nameOfBar} />
      {isTable && <AsTable bars={byTime} parts={parts} unit={unit} nameOfBar={nameOfBar} />}
    </Section>
  );
}

function Legend({ parts }: { parts: Part[] }) {
  return (
    <ul className={classes.legend}>
      {parts.map(({ key, name, nth }) => (
        <li key={key}>
          <span className={classes.sample} style={{ background: colorOf(nth) }} aria-hidden="true" />
          {name}
        </li>
      ))}
    </ul>
  );
}

interface Props {
  bars: Bar[];
  parts: Part[];
  unit: 'day' | 'month';
  nameOfBar: (bar: Bar) => string;
}

// For the eye and the pointer; the table is for everybody else.
function Chart({ bars, parts, unit, nameOfBar }: Props) {
  const top = niceTop(Math.max(...bars.map(({ count }) => count)));
  const step = Math.ceil(bars.length / MOST_LABELS);
  return (
    <div className={classes.chart} aria-hidden="true">
      <div className={classes.scale}>
        <span>{number(top)}</span>
        <span>{number(top / 2)}</span>
        <span>0</span>
      </div>
      <div className={classes.bars}>
        {bars.map((bar, i) => (
          <div key={bar.from} className={classes.column} title={inWords(bar, parts, nameOfBar)}>
            <ToList asked={{ from: bar.from, to: bar.to }} className={classes.bar} isForPointer>
              {parts.map(({ key, nth, of }) => {
                const count = of(bar);
                return count > 0 ? (
                  <span key={key} style={{ height: `${(count / top) * 100}%`, background: colorOf(nth) }} />
                ) : null;
              })}
            </ToList>
            {i % step === 0 && <span className={classes.date}>{shortDate(bar.from, unit)}</span>}
          </div>
        ))}
      </div>
    </div>
  );
}

function AsTable({ bars, parts, unit, nameOfBar }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.table} aria-label={texts[unit]} tabIndex={0}>
      <Table verticalSpacing={4} horizontalSpacing={12}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{unit === 'day' ? texts.dayColumn : texts.monthColumn}</Table.Th>
            <Table.Th scope="col" ta="end">
              {texts.sum}
            </Table.Th>
            {parts.map(({ key, name }) => (
              <Table.Th key={key} scope="col" ta="end">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {bars.map((bar) => (
            <Table.Tr key={bar.from}>
              <Table.Th scope="row">{nameOfBar(bar)}</Table.Th>
              <Table.Td ta="end">
                {bar.count === 0 ? (
                  0
                ) : (
                  <ToList asked={{ from: bar.from, to: bar.to }}>{number(bar.count)}</ToList>
                )}
              </Table.Td>
              {parts.map(({ key, portal, of }) => (
                <Table.Td key={key} ta="end">
                  {portal && of(bar) > 0 ? (
                    <ToList asked={{ from: bar.from, to: bar.to, portal }}>{number(of(bar))}</ToList>
                  ) : (
                    number(of(bar))
                  )}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

const colorOf = (nth: number) => `var(--series-${nth})`;

function inWords(bar: Bar, parts: Part[], nameOfBar: (bar: Bar) => string): string {
  const each = parts.flatMap(({ name, of }) => (of(bar) > 0 ? `${name} ${of(bar)}` : []));
  return texts.bar(nameOfBar(bar), number(bar.count), words.common.list(each) || '0');
}

function shortDate(day: string, unit: 'day' | 'month'): string {
  const [year = '', month = '', date = ''] = day.split('-').map((part) => String(Number(part)));
  const { dayUnderBar, monthUnderBar } = words.formats;
  return unit === 'day' ? dayUnderBar(month, date) : monthUnderBar(year, month);
}
