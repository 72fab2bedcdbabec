// 統合の取り消し: what the two will be, which inquiries go where, and the button that does it.
import { Button, Group, Paper, SimpleGrid, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type MergeUndoPreview, Refusal } from '../api/client.ts';
import { undoPreviewQuery } from '../api/queries.ts';
import { ChangedSince } from '../features/customers/changed-since.tsx';
import { MergeResult } from '../features/customers/merge-result.tsx';
import { differencesBetween } from '../features/customers/merge-values.ts';
import classes from '../features/customers/merged-here.module.css';
import { useUndoMerge } from '../features/customers/use-merge.ts';
import { short } from '../format/text.ts';
import { BackLink } from '../ui/back-link.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { isSame } from '../ui/merge-edits.ts';
import { Page } from '../ui/page.tsx';
import { Missing, NotYet } from '../ui/states.tsx';
import { Moment } from '../ui/time.tsx';
import { Told } from '../ui/told.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/customers/$id/merges/$mergeId');
const texts = words.merge.split;

export function UndoMerge() {
  const { id, mergeId } = route.useParams();
  const query = useQuery(undoPreviewQuery(mergeId));
  const { data: preview, error, isStale } = query;
  // What the person saw first, not what was kept of an earlier look: others may change it while it is open.
  const [seen, setSeen] = useState<MergeUndoPreview | null>(null);
  if (preview && !seen && !isStale) setSeen(preview);
  if (!preview && error instanceof Refusal && error.status === 404) return <Missing title={texts.title} />;
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={
        <BackLink to="/customers/$id" params={{ id }}>
          {words.merge.toCustomer}
        </BackLink>
      }
    >
      <NotYet of={query} height={320} />
      {preview && seen && !isSame(preview, seen) && (
        <ChangedSince
          key={JSON.stringify(preview)}
          sides={[{ name: texts.survivor, before: seen.survivor.now, now: preview.survivor.now }]}
          more={
            preview.since.length > seen.since.length
              ? [texts.came(preview.since.length - seen.since.length)]
              : []
          }
          again={texts.again}
        />
      )}
      {preview && <Preview preview={preview} />}
    </Page>
  );
}

function Preview({ preview }: { preview: MergeUndoPreview }) {
  const undo = useUndoMerge();
  const { id: mergeId, survivor, absorbed, since, edited, gone, version } = preview;
  const changes = differencesBetween(survivor.now, survivor.result);
  const { nothing } = words.merge;
  const named = (fields: readonly (keyof typeof words.merge.fields)[]) =>
    words.common.list(fields.map((field) => words.merge.fields[field]));
  return (
    <>
      {gone.length > 0 && <Told color="yellow">{texts.gone(named(gone))}</Told>}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
        <MergeResult title={texts.survivor} customer={survivor.result}>
          {changes.length > 0 && (
            <>
              <p>{texts.changes}</p>
              <ul>
                {changes.map(({ field, from, to }) => (
                  <li key={field}>
                    {texts.change(
                      words.merge.fields[field],
                      short(from || nothing, 120),
                      short(to || nothing, 120),
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
          {edited.length > 0 && <p>{texts.edited(named(edited))}</p>}
        </MergeResult>
        <MergeResult title={texts.absorbed} customer={absorbed.result} />
      </SimpleGrid>
      {since.length > 0 && (
        <Paper withBorder component="section" className={classes.card} aria-label={texts.since}>
          <Title order={2}>{texts.since}</Title>
          <span className={classes.quiet}>{texts.sinceLead}</span>
          <ul className={classes.lines}>
            {since.map(({ id, kind, receivedAt, goesTo }) => (
              <li key={id}>
                <span>
                  {words.inquiry.kindsLong[kind]} <Moment at={receivedAt} />
                </span>
                <span>{texts.goesTo[goesTo]}</span>
              </li>
            ))}
          </ul>
        </Paper>
      )}
      <Group justify="flex-end" mt="md">
        <ButtonLink to="/customers/$id" params={{ id: survivor.id }} variant="default">
          {words.common.cancel}
        </ButtonLink>
        <Button
          loading={undo.isPending}
          onClick={() => undo.mutate({ mergeId, survivorId: survivor.id, version })}
        >
          {texts.confirm}
        </Button>
      </Group>
    </>
  );
}
