// What each 媒体 cost in the period, per inquiry and per 成約. Owner and admins enter it, month by month.
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { Dashboard } from '../../api/client.ts';
import { useIsAdmin, useMe, usePortalName } from '../../api/use-me.ts';
import { laterDialog } from '../../ui/later.tsx';
import { words } from '../../words/index.ts';
import classes from './costs.module.css';
import { type Fact, FactTable } from './fact-table.tsx';
import { monthText, number } from './figures.ts';
import { Section } from './section.tsx';
import { ToList } from './to-list.tsx';

const CostForm = laterDialog(async () => (await import('./cost-form.tsx')).CostForm);
const texts = words.dashboard.costs;
type Cost = Pick<NonNullable<Dashboard['portals'][number]['cost']>, 'yen' | 'missingMonths'>;
/** A portal, or (null) those with a cost together. */
interface Row {
  portal: string | null;
  count: number;
  contracts: number;
  cost: Cost | null;
}
/** Named before 「ほか」. */
const MOST_MONTHS = 2;

export function Costs({ dashboard }: { dashboard: Dashboard }) {
  const { days, portals, cost: together, statuses } = dashboard;
  const hasContracts = statuses.some(({ isContract }) => isContract);
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
  const items: Row[] = [
    ...portals,
    ...silent.map(({ id }) => ({ portal: id, count: 0, contracts: 0, cost: null })),
  ];
  return (
    <Section
      title={texts.title}
      hint={hasContracts ? texts.contractHint : texts.hint}
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
        keyOf={({ portal }) => portal ?? ''}
        nameOf={({ portal }) => nameOf(portal ?? '')}
        facts={[
          { key: 'cost', label: texts.cost, value: ({ cost }) => <CostOf cost={cost} /> },
          {
            key: 'count',
            label: texts.count,
            value: ({ portal, count }) => {
              // Of some portals together there is no list.
              if (count === 0 || (portal === null && together?.isPartial)) return number(count);
              return <ToList asked={{ ...days, ...(portal && { portal }) }}>{number(count)}</ToList>;
            },
          },
          { key: 'each', label: texts.each, value: ({ cost, count }) => eachOf(cost, count) },
          ...(hasContracts ? contractFacts : []),
        ]}
        total={
          together && items.length > 1
            ? {
                name: together.isPartial ? texts.totalOfEntered : texts.total,
                item: { ...together, portal: null, cost: together },
              }
            : undefined
        }
      />
      {!hasContracts && (
        <p className={classes.none}>
          {texts.noContract} {isAdmin && <Link to="/settings/statuses">{texts.toStatuses}</Link>}
        </p>
      )}
      {isWanted && (
        <Suspense>
          <CostForm opened={isEntering} onClose={entering.close} month={days.to.slice(0, 7)} />
        </Suspense>
      )}
    </Section>
  );
}

const contractFacts: Fact<Row>[] = [
  { key: 'contracts', label: texts.contracts, value: ({ contracts }) => number(contracts) },
  {
    key: 'eachContract',
    label: texts.eachContract,
    value: ({ cost, contracts }) => eachOf(cost, contracts),
  },
];

const yen = (n: number) => texts.yen(number(n));

const eachOf = (cost: Cost | null, n: number) =>
  cost && n > 0 ? yen(Math.round(cost.yen / n)) : words.common.none;

function CostOf({ cost }: { cost: Cost | null }) {
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
