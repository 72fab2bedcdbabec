// An import that was previewed: how it is read, what would come of it, and the word that does it.
import { Alert, Button, Paper, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answerOf, api, type CustomerImport, type CustomerImportOptions } from '../../api/client.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { notify } from '../../ui/notify.tsx';
import { StateTitle } from '../../ui/state-title.tsx';
import { tryAndTell } from '../../ui/try-and-tell.ts';
import { customerImport } from '../../words/customer-import.ts';
import { reasonText } from '../../words/reasons.ts';
import classes from './import.module.css';
import { RefusedRows } from './refused-rows.tsx';
import { RowCounts } from './row-counts.tsx';
import { SampleRows } from './sample-rows.tsx';
import { SettingsForm } from './settings.tsx';
import { useSettings } from './use-settings.ts';

const { previewed: texts } = customerImport;
type Previewed = CustomerImport & { options: CustomerImportOptions };

export function Preview({ one }: { one: Previewed }) {
  const settings = useSettings(one);
  return (
    <>
      <SettingsForm one={one} settings={settings} />
      <Paper withBorder className={classes.part} component="section" aria-label={texts.title}>
        <div className={classes.head}>
          <StateTitle>{texts.title}</StateTitle>
          {one.total !== null && <span className={classes.hint}>{texts.rows(one.total)}</span>}
        </div>
        {one.problem && (
          <Alert color="red" variant="light" mt="sm">
            {reasonText('file', one.problem.code, one.problem.text)}
          </Alert>
        )}
        <RowCounts one={one} />
        <RefusedRows one={one} />
        <SampleRows one={one} />
        <Decide one={one} isChanged={settings.isChanged} />
      </Paper>
    </>
  );
}

function Decide({ one, isChanged }: { one: Previewed; isChanged: boolean }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  const { id, counts, options, problem, endedAt } = one;
  const path = { params: { path: { id } } };
  const asSeen = { params: { path: { id }, query: endedAt ? { previewed: endedAt } : {} } };
  const made = counts.new + counts.suspected;
  const known = counts.known + counts.repeated;
  const fills = options.known === 'fill' && known > 0;
  const discard = async () => {
    const cancelled = answerOf(api.POST('/api/v1/customer-imports/{id}/cancel', path));
    const isDone = await tryAndTell(cancelled, texts.discarded);
    void client.invalidateQueries();
    if (isDone) await navigate({ to: '/customers/import', ignoreBlocker: true });
  };
  return (
    <div className={classes.buttons}>
      {made === 0 && !fills && !problem && <span className={classes.hint}>{texts.nothing}</span>}
      {isChanged && <span className={classes.hint}>{customerImport.settings.changed}</span>}
      <Button variant="default" onClick={() => void discard()}>
        {texts.discard}
      </Button>
      {(made > 0 || fills) && !problem && (
        <Button disabled={isChanged} onClick={open}>
          {made > 0 ? texts.apply(made) : texts.fill}
        </Button>
      )}
      <Confirm
        opened={opened}
        onClose={close}
        title={texts.applyTitle}
        confirm={texts.applyConfirm}
        run={() => answerOf(api.POST('/api/v1/customer-imports/{id}/apply', asSeen))}
        onDone={() => {
          void notify({ message: texts.begun });
          void client.invalidateQueries();
        }}
      >
        <Text>{texts.applyBody(made, counts.refused, known, fills)}</Text>
      </Confirm>
    </div>
  );
}
