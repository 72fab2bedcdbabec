// 顧客 → CSV取り込み: a file is chosen here; below, what was imported before.
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { customerImportsQuery } from '../api/imports.ts';
import { useIsAdmin } from '../api/use-me.ts';
import { FileDrop } from '../features/import/file-drop.tsx';
import classes from '../features/import/import.module.css';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Chip, type Tone } from '../ui/chip.tsx';
import { OnlyAdmins } from '../ui/only-admins.tsx';
import { Page } from '../ui/page.tsx';
import { Cell, type Column, Row, Rows } from '../ui/rows.tsx';
import { NotYet } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { customerImport } from '../words/customer-import.ts';

const texts = customerImport;

export function ImportCustomers() {
  const isAdmin = useIsAdmin();
  return (
    <>
      <nav aria-label={texts.title}>
        <BackLink to="/customers">{texts.back}</BackLink>
      </nav>
      <Page title={texts.title} lead={texts.lead}>
        {isAdmin ? (
          <>
            <FileDrop />
            <Earlier />
          </>
        ) : (
          <OnlyAdmins>{texts.onlyAdmins}</OnlyAdmins>
        )}
      </Page>
    </>
  );
}

const columns: Column[] = [
  { key: 'main', label: texts.columns.file },
  { key: 'state', label: texts.columns.state, width: '11em' },
  { key: 'result', label: texts.columns.result, width: '34%' },
  { key: 'when', label: texts.columns.when, width: '11em' },
];
const tones: Record<keyof typeof texts.states, Tone> = {
  uploading: 'neutral',
  running: 'accent',
  previewed: 'warn',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
};

function Earlier() {
  const query = useQuery(customerImportsQuery);
  const { data } = query;
  if (!data) return <NotYet of={query} height={120} />;
  // The first is chosen above.
  if (data.items.length === 0) return null;
  return (
    <section>
      <Title order={2} className={classes.earlier}>
        {texts.earlier}
      </Title>
      <Rows label={texts.earlier} columns={columns}>
        {data.items.map(({ id, fileName, state, phase, counts, createdBy, createdAt, undo }) => (
          <Row key={id} id={id}>
            <Cell area="main">
              <Link to="/customers/import/$id" params={{ id }}>
                {short(fileName, 60)}
              </Link>
            </Cell>
            <Cell area="state">
              {undo?.state === 'done' ? (
                <Chip tone="neutral">{texts.undo.done}</Chip>
              ) : (
                <Chip tone={tones[state]}>{texts.states[state]}</Chip>
              )}
            </Cell>
            <Cell area="result">
              {phase === 'apply' && texts.summary(counts.new + counts.suspected, counts.refused)}
              <div className={classes.hint}>{texts.by(short(createdBy, 40))}</div>
            </Cell>
            <Cell area="when">
              <Moment at={createdAt} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </section>
  );
}
