// 知らせ方の標準: how people are told who choose nothing themselves.
import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticePreferences } from '../../api/client.ts';
import { noticeDefaultsQuery, setNoticeDefaults } from '../../api/notifying.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/notify.tsx';
import { NotYet } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import classes from './notifying.module.css';
import { PreferenceFields } from './preference-fields.tsx';
import { entryOf, preferencesInWords, preferencesOf, preferencesWords } from './preferences.ts';

const texts = notifying.defaults;

export function DefaultsPart() {
  const query = useQuery(noticeDefaultsQuery);
  const { data } = query;
  const [opened, { open, close }] = useDisclosure();
  return (
    <Part
      id="defaults"
      title={texts.title}
      action={
        data && (
          <Button variant="default" onClick={open}>
            {texts.edit}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      <NotYet of={query} height={24} />
      {data && <p className={classes.none}>{preferencesWords(data)}</p>}
      {data && <DefaultsDialog defaults={data} opened={opened} onClose={close} />}
    </Part>
  );
}

function DefaultsDialog({
  defaults,
  opened,
  onClose,
}: {
  defaults: NoticePreferences;
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  const initial = entryOf(defaults);
  const form = useForm({ initialValues: initial });
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={texts.dialog}
      form={form}
      initial={initial}
      inWords={preferencesInWords}
      submit={words.common.save}
      run={(entry) => setNoticeDefaults({ ...preferencesOf(entry), was: defaults })}
      onDone={() => {
        void notify({ message: notifying.preferences.saved });
        void client.invalidateQueries();
      }}
    >
      <PreferenceFields form={form} />
    </FormDialog>
  );
}
