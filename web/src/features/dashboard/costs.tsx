// What each 媒体 cost in the period, and per inquiry. Owner and admins enter it, month by month.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import type { Dashboard } from '../../api/client.ts';
import { useIsAdmin, useMe, usePortalName } from '../../api/use-me.ts';
import { later } from '../../ui/later.ts';
import { words } from '../../words/index.ts';
import classes from './costs.module.css';
import { FactTable } from './fact-table.tsx';
import { monthText, number } from './figures.ts';
import { Section } from './section.tsx';
import { ToList } from './to-list.tsx';

const CostForm = later(async () => (await import('./cost-form.tsx')).CostForm);
const texts = words.dashboard.costs;
type Portal = Pick<Dashboard['portals'][number], 'portal' | 'count' | 'cost'>;
/** Named before 「ほか」. */
const MOST_MONTHS = 2;

export function Costs({ dashboard: { days, portals } }: { dashboard: Dashboard }) {
  const nameOf = usePortalName();
  const isAdmin = useIsAdmin();
  const known = useMe().portals;
  const [isEntering, entering] = useDisclosure();
  const [isWanted, setWanted] = useState(false);
  const enter = () => {
    setWanted(true);
    entering.open();
  };
  const silent = known.filter(({ id }) => !portals.some(({ portal }) => portal === id));
  const items: Portal[] = [...portals, ...silent.map(({ id }) => ({ portal: id, count: 0, cost: null }))];
  return (
    <Section
      title={texts.title}
      hint={texts.hint}
      action={
        isAdmin && (
          <Button variant="default" size="compact-sm" onClick={enter}>
            {texts.enter}
          </Button>
        )
      }
    >
      <FactTable
        label={texts.title}
        about={texts.portal}
        items={items}
        keyOf={({ portal }) => portal}
        nameOf={({ portal }) => nameOf(portal)}
        facts={[
          { key: 'cost', label: texts.cost, value: ({ cost }) => <Cost cost={cost} /> },
          {
            key: 'count',
            label: texts.count,
            value: ({ portal, count }) =>
              count > 0 ? <ToList asked={{ ...days, portal }}>{number(count)}</ToList> : 0,
          },
          {
            key: 'each',
            label: texts.each,
            value: ({ cost, count }) =>
              cost && count > 0 ? yen(Math.round(cost.yen / count)) : words.common.none,
          },
        ]}
      />
      {isWanted && (
        <Suspense>
          <CostForm opened={isEntering} onClose={entering.close} month={days.to.slice(0, 7)} />
        </Suspense>
      )}
    </Section>
  );
}

const yen = (n: number) => texts.yen(number(n));

function Cost({ cost }: { cost: Portal['cost'] }) {
  if (!cost) return <span className={classes.none}>{texts.notEntered}</span>;
  const { missingMonths } = cost;
  const named = words.common.dots(missingMonths.slice(0, MOST_MONTHS).map(monthText));
  const rest = missingMonths.length - MOST_MONTHS;
  return (
    <>
      {yen(cost.yen)}
      {missingMonths.length > 0 && (
        <div className={classes.missing}>{texts.missing(rest > 0 ? texts.andMore(named, rest) : named)}</div>
      )}
    </>
  );
}
