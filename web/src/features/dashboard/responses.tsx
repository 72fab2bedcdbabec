// 初動 by person, 店舗 and connection: how many, how many still wait, how soon the others were answered.
import { Link } from '@tanstack/react-router';
import type { Dashboard } from '../../api/client.ts';
import { usePortalName } from '../../api/use-me.ts';
import { Chip } from '../../ui/chip.tsx';
import { LongText } from '../../ui/long-text.tsx';
import { useNow } from '../../ui/now.ts';
import { Age } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { silenceText } from '../connections/silence.ts';
import { type Fact, FactTable } from './fact-table.tsx';
import { number, shareText, spanText } from './figures.ts';
import classes from './responses.module.css';
import { Section } from './section.tsx';
import { type Asked, ToList } from './to-list.tsx';

const texts = words.dashboard.responses;
type Assignee = Dashboard['assignees'][number];
type Branch = Dashboard['branches'][number];
type Connection = Dashboard['connections'][number];
type Figures = Dashboard['total'];

const MOST_LETTERS = 60;

const facts = <Item extends Figures>(askedOf: (item: Item) => Asked): Fact<Item>[] => [
  {
    key: 'count',
    label: texts.count,
    value: (item) => <Counted n={item.count} asked={askedOf(item)} />,
  },
  {
    key: 'open',
    label: texts.open,
    value: (item) => <Counted n={item.open} asked={{ ...askedOf(item), response: 'open' }} />,
  },
  {
    key: 'median',
    label: texts.median,
    value: ({ medianSeconds }) => (medianSeconds === null ? words.common.none : spanText(medianSeconds)),
  },
  { key: 'within5', label: texts.within5, value: (item) => <Share part={item.within5} all={item.count} /> },
  {
    key: 'within30',
    label: texts.within30,
    value: (item) => <Share part={item.within30} all={item.count} />,
  },
];

export function Assignees({ dashboard: { days, assignees } }: { dashboard: Dashboard }) {
  const nameOf = ({ assignee }: Assignee) =>
    assignee ? <LongText text={assignee.name} most={MOST_LETTERS} /> : words.common.unassigned;
  return (
    <Section title={texts.assignees} hint={assignees.length > 0 ? texts.hint : texts.nobody}>
      {assignees.length > 0 && (
        <FactTable
          label={texts.assignees}
          about={texts.assignee}
          items={assignees}
          keyOf={({ assignee }) => assignee?.id ?? 'none'}
          nameOf={nameOf}
          facts={facts<Assignee>(({ assignee }) => ({ ...days, assigneeId: assignee?.id ?? 'none' }))}
        />
      )}
    </Section>
  );
}

/** Nothing for a firm without 店舗. */
export function Branches({ dashboard: { days, branches } }: { dashboard: Dashboard }) {
  if (branches.length === 0) return null;
  const nameOf = ({ branch }: Branch) =>
    branch ? <LongText text={branch.name} most={MOST_LETTERS} /> : texts.noBranch;
  return (
    <Section title={texts.branches} hint={texts.branchHint}>
      <FactTable
        label={texts.branches}
        about={texts.branch}
        items={branches}
        keyOf={({ branch }) => branch?.id ?? 'none'}
        nameOf={nameOf}
        facts={facts<Branch>(({ branch }) => ({ ...days, branchId: branch?.id ?? 'none' }))}
      />
    </Section>
  );
}

export function Connections({ dashboard: { days, connections } }: { dashboard: Dashboard }) {
  return (
    <Section title={texts.connections} hint={connections.length > 0 ? undefined : texts.noConnection}>
      {connections.length > 0 && (
        <FactTable
          label={texts.connections}
          about={texts.connection}
          items={connections}
          keyOf={({ connection }) => connection?.id ?? 'none'}
          nameOf={(item) => <ConnectionName item={item} />}
          facts={[
            ...facts<Connection>(({ connection }) => ({ ...days, connectionId: connection?.id ?? 'none' })),
            { key: 'lastMail', label: texts.lastMail, value: lastMail },
          ]}
        />
      )}
    </Section>
  );
}

function lastMail({ connection }: Connection) {
  if (!connection) return words.common.none;
  return connection.lastMailAt ? <Age at={connection.lastMailAt} /> : texts.noMail;
}

function ConnectionName({ item: { connection } }: { item: Connection }) {
  const portalName = usePortalName();
  if (!connection) return texts.byHand;
  const { name, portal, state } = connection;
  return (
    <>
      <LongText text={name} most={MOST_LETTERS} />{' '}
      {state !== 'active' && <Chip>{words.connection.states[state]}</Chip>}
      <div className={classes.portal}>{portalName(portal)}</div>
      <Silent connection={connection} />
    </>
  );
}

/** That it has been silent for longer than usual, where it has. */
function Silent({ connection }: { connection: NonNullable<Connection['connection']> }) {
  const text = silenceText(connection, useNow());
  if (text === null) return null;
  return (
    <p className={classes.silent}>
      {text}{' '}
      <Link to="/connections/$id" params={{ id: connection.id }}>
        {texts.toConnection}
      </Link>
    </p>
  );
}

function Counted({ n, asked }: { n: number; asked: Asked }) {
  return n > 0 ? <ToList asked={asked}>{number(n)}</ToList> : number(n);
}

/** 「40%」 with a bar of that length. */
function Share({ part, all }: { part: number; all: number }) {
  return (
    <span className={classes.share}>
      {shareText(part, all)}
      {all > 0 && (
        <span className={classes.track} aria-hidden="true">
          <span style={{ width: `${(part / all) * 100}%` }} />
        </span>
      )}
    </span>
  );
}
