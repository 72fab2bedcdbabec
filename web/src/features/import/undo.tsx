// 取り消し of an import that was applied: what it would do, the word that does it, and how far it is.
import { Button, Loader, Paper, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type CustomerImport, type CustomerImportUndo } from '../../api/client.ts';
import { dayOnly } from '../../format/jst.ts';
import { short } from '../../format/text.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { StateTitle } from '../../ui/state-title.tsx';
import { errorText } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';
import { tryAndTell } from '../../ui/try-and-tell.ts';
import { customerImport } from '../../words/customer-import.ts';
import classes from './import.module.css';
import { KeptCustomers } from './kept-customers.tsx';
import { UndoCounts } from './undo-counts.tsx';

const texts = customerImport.undo;

export function Undo({ one }: { one: CustomerImport }) {
  const { undo, undoableUntil } = one;
  // A preview that was given up is asked for again.
  if (!undo || (undo.state === 'failed' && undo.phase === 'preview'))
    return undoableUntil && <Offer one={one} until={undoableUntil} />;
  const isDone = undo.state === 'done';
  const title = titleOf(undo);
  return (
    <Paper withBorder className={classes.part} component="section" aria-label={title}>
      <StateTitle>{title}</StateTitle>
      {isDone && <p className={classes.hint}>{texts.doneText(short(undo.createdBy, 40))}</p>}
      {undo.state === 'failed' && <p className={classes.hint}>{texts.failed}</p>}
      {undo.state === 'running' && <Running one={one} undo={undo} />}
      {(undo.state === 'previewed' || isDone) && (
        <>
          <UndoCounts undo={undo} />
          <KeptCustomers id={one.id} undo={undo} />
        </>
      )}
      {undo.state === 'previewed' && <Decide one={one} undo={undo} />}
    </Paper>
  );
}

function titleOf({ state, phase }: CustomerImportUndo): string {
  if (state === 'done') return texts.done;
  if (state === 'failed') return texts.title;
  if (state === 'previewed') return texts.previewed;
  return phase === 'apply' ? texts.applying : texts.previewing;
}

function Offer({ one: { id }, until }: { one: CustomerImport; until: string }) {
  const client = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () =>
      answerOf(api.POST('/api/v1/customer-imports/{id}/undo/preview', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Paper withBorder className={classes.part} component="section" aria-label={texts.title}>
      <StateTitle>{texts.title}</StateTitle>
      {error && <Told mt="sm">{errorText(error)}</Told>}
      <p className={classes.hint}>{texts.lead(dayOnly(until))}</p>
      <div className={classes.buttons}>
        <Button variant="default" loading={isPending} onClick={() => mutate()}>
          {texts.preview}
        </Button>
      </div>
    </Paper>
  );
}

function Running({
  one: { total },
  undo: { read, phase },
}: {
  one: CustomerImport;
  undo: CustomerImportUndo;
}) {
  if (phase === 'preview' || !total)
    return (
      <p className={classes.reading} role="status">
        <Loader size="sm" /> {total ? texts.progress(Math.min(read, total), total) : ''}
      </p>
    );
  return (
    <>
      <Progress.Root className={classes.progress} size="lg">
        <Progress.Section value={Math.min(100, (read / total) * 100)} aria-label={texts.applying} />
      </Progress.Root>
      <p className={classes.hint}>{texts.progress(Math.min(read, total), total)}</p>
      <p className={classes.hint}>{texts.leave}</p>
    </>
  );
}

function Decide({ one: { id }, undo }: { one: CustomerImport; undo: CustomerImportUndo }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  const path = { params: { path: { id } } };
  const { removed, restored } = undo;
  const kept = undo.kept.reduce((sum, { count }) => sum + count, 0);
  const discard = async () => {
    await tryAndTell(answerOf(api.POST('/api/v1/customer-imports/{id}/undo/discard', path)), texts.discarded);
    void client.invalidateQueries();
  };
  return (
    <div className={classes.buttons}>
      {removed + restored === 0 && <span className={classes.hint}>{texts.nothing}</span>}
      <Button variant="default" onClick={() => void discard()}>
        {texts.discard}
      </Button>
      {removed + restored > 0 && <Button onClick={open}>{texts.apply}</Button>}
      <Confirm
        opened={opened}
        onClose={close}
        title={texts.applyTitle}
        confirm={texts.applyConfirm}
        cancel={texts.discard}
        isGrave
        run={() => answerOf(api.POST('/api/v1/customer-imports/{id}/undo', path))}
        onDone={() => {
          void notify({ message: texts.begun });
          void client.invalidateQueries();
        }}
      >
        <Text>{texts.applyBody(removed, restored, kept)}</Text>
      </Confirm>
    </div>
  );
}
