// One CSV取り込み: its file, what would come of it or came of it.
import { Group, Paper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type CustomerImport, Refusal } from '../api/client.ts';
import { customerImportQuery } from '../api/imports.ts';
import { useIsAdmin } from '../api/use-me.ts';
import classes from '../features/import/import.module.css';
import { Preview } from '../features/import/previewed.tsx';
import { RefusedRows } from '../features/import/refused-rows.tsx';
import { RowCounts } from '../features/import/row-counts.tsx';
import { Running } from '../features/import/running.tsx';
import { SampleRows } from '../features/import/sample-rows.tsx';
import { Undo } from '../features/import/undo.tsx';
import { bytes } from '../format/numbers.ts';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { OnlyAdmins } from '../ui/only-admins.tsx';
import { Page } from '../ui/page.tsx';
import { StateTitle } from '../ui/state-title.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { customerImport } from '../words/customer-import.ts';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/customers/import/$id');
const texts = customerImport;

export function CustomerImportPage() {
  const isAdmin = useIsAdmin();
  return (
    <>
      <nav aria-label={texts.title}>
        <BackLink to="/customers/import">{texts.backToAll}</BackLink>
      </nav>
      {isAdmin ? (
        <Import />
      ) : (
        <Page title={texts.title}>
          <OnlyAdmins>{texts.onlyAdmins}</OnlyAdmins>
        </Page>
      )}
    </>
  );
}

function Import() {
  const { id } = route.useParams();
  const query = useQuery(customerImportQuery(id));
  const { data, error } = query;
  if (!data && error instanceof Refusal && (error.status === 404 || error.status === 422))
    return <Missing title={texts.title} />;
  if (!data)
    return (
      <Page title={texts.title}>
        <NotYet of={query} height={240} />
      </Page>
    );
  return (
    <Page
      title={texts.title}
      lead={
        <>
          {texts.file(short(data.fileName, 60), bytes(data.fileBytes))}
          {words.common.dot}
          <Moment at={data.createdAt} />
          {words.common.dot}
          {texts.by(short(data.createdBy, 40))}
        </>
      }
    >
      {data.state === 'previewed' && data.options ? (
        // What was being chosen for one preview is nothing to the next.
        <Preview key={JSON.stringify([data.id, data.options])} one={{ ...data, options: data.options }} />
      ) : (
        <>
          {data.undo && <Undo one={data} />}
          <Rest one={data} />
          {!data.undo && <Undo one={data} />}
        </>
      )}
    </Page>
  );
}

function Rest({ one }: { one: CustomerImport }) {
  const { state, phase } = one;
  const title = state === 'running' ? texts.running[phase] : texts.states[state];
  const isUndone = one.undo?.phase === 'apply';
  const isApplied = state !== 'running' && phase === 'apply';
  return (
    <Paper withBorder className={classes.part} component="section" aria-label={title}>
      <StateTitle>{title}</StateTitle>
      {!isUndone && texts.stateTexts[state] && <p className={classes.hint}>{texts.stateTexts[state]}</p>}
      {state === 'running' && <Running one={one} />}
      {isApplied && (
        <>
          <RowCounts one={one} />
          <RefusedRows one={one} />
          <SampleRows one={one} />
          <Group mt="md" justify="flex-end">
            <ButtonLink to="/customers">{texts.toCustomers}</ButtonLink>
          </Group>
        </>
      )}
    </Paper>
  );
}
