// 通知の受け取り方: as the firm's default says, or as one chooses oneself.
import { Alert, Button, Radio, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type OwnNotices, Refusal } from '../../api/client.ts';
import { ownNoticesQuery, setOwnNotices } from '../../api/notifying.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import classes from './notifying.module.css';
import { PreferenceFields } from './preference-fields.tsx';
import { entryOf, fieldsFrom, preferencesOf, preferencesWords } from './preferences.ts';

const texts = notifying.own;

export function OwnPart({ notices: { own, defaults } }: { notices: OwnNotices }) {
  const client = useQueryClient();
  const [isMine, setMine] = useState(own !== null);
  const form = useForm({ initialValues: entryOf(own ?? defaults) });
  const save = useMutation({
    mutationFn: () => setOwnNotices(isMine ? preferencesOf(form.values) : null),
    onSuccess(saved) {
      client.setQueryData(ownNoticesQuery.queryKey, saved);
      form.clearErrors();
      form.resetDirty();
      void notify({ message: notifying.preferences.saved });
    },
    onError: (error) => {
      if (error instanceof Refusal) form.setErrors(fieldsFrom(error.fields, 'own.'));
    },
  });
  const base = useRef({ own, defaults });
  const isDirty = () => isMine !== (base.current.own !== null) || (isMine && form.isDirty());
  // What was saved in another tab, or by whoever sets the firm's, shows where nothing is being changed.
  useEffect(() => {
    if (base.current.own === own && base.current.defaults === defaults) return;
    if (!isDirty()) {
      setMine(own !== null);
      form.setValues(entryOf(own ?? defaults));
      form.resetDirty();
    }
    base.current = { own, defaults };
  });
  const isAtFields = save.error instanceof Refusal && Object.keys(save.error.fields).length > 0;
  return (
    <Part id="own" title={texts.part}>
      <p className={classes.lead}>{texts.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="md">
          <Radio.Group
            label={texts.which}
            value={isMine ? 'mine' : 'firm'}
            onChange={(value) => setMine(value === 'mine')}
          >
            <Stack gap={6} mt={4}>
              <Radio value="firm" label={texts.firm} description={preferencesWords(defaults)} />
              <Radio value="mine" label={texts.mine} />
            </Stack>
          </Radio.Group>
          {isMine && (
            <div className={classes.inset}>
              <PreferenceFields form={form} />
            </div>
          )}
          {save.error && !isAtFields && (
            <Alert color="red" variant="light" role="alert">
              {errorText(save.error)}
            </Alert>
          )}
          <Button type="submit" loading={save.isPending} w="fit-content">
            {texts.save}
          </Button>
        </Stack>
        <LeaveGuard isDirty={isDirty} />
      </form>
    </Part>
  );
}
