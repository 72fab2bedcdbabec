// 通知の受け取り方: as the firm's default says, or as one chooses oneself.
import { Alert, Button, Radio, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type OwnNotices, Refusal, refusedAs } from '../../api/client.ts';
import { ownNoticesQuery, setOwnNotices } from '../../api/notifying.ts';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { isSame } from '../../ui/merge-edits.ts';
import { MetMeanwhile } from '../../ui/met-meanwhile.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { useOthersEdits } from '../../ui/use-others-edits.ts';
import { notifying } from '../../words/notifying.ts';
import { Part } from '../connections/part.tsx';
import classes from './notifying.module.css';
import { PreferenceFields } from './preference-fields.tsx';
import {
  entryOf,
  fieldsFrom,
  type PreferencesEntry,
  preferencesInWords,
  preferencesOf,
  preferencesWords,
} from './preferences.ts';

const texts = notifying.own;

interface OwnEntry extends PreferencesEntry {
  isMine: boolean;
}

/** Who begins to choose begins with what holds now. */
const ownEntryOf = ({ own, defaults }: OwnNotices): OwnEntry => ({
  isMine: own !== null,
  ...entryOf(own ?? defaults),
});

export function OwnPart({ notices }: { notices: OwnNotices }) {
  const { own, defaults } = notices;
  const client = useQueryClient();
  const initial = ownEntryOf(notices);
  const form = useForm<OwnEntry>({ initialValues: initial });
  const { isMine } = form.values;
  const isOther = (saved: OwnEntry) =>
    isMine !== saved.isMine || (isMine && !isSame(form.getValues(), saved));
  // In another tab, or by whoever sets the firm's.
  const others = useOthersEdits(form, initial, isOther);
  const save = useMutation({
    mutationFn: () => setOwnNotices({ own: isMine ? preferencesOf(form.values) : null, was: own }),
    onSuccess(saved) {
      const now = ownEntryOf(saved);
      form.setValues(now);
      form.clearErrors();
      others.begin(now);
      client.setQueryData(ownNoticesQuery.queryKey, saved);
      void notify({ message: notifying.preferences.saved });
    },
    onError(error) {
      if (error instanceof Refusal) form.setErrors(fieldsFrom(error.fields, 'own.'));
      if (refusedAs(error, 'changed-meanwhile')) void client.invalidateQueries();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is shown tells more than the refusal
  useEffect(() => {
    if (others.met) save.reset();
  }, [others.met]);
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
          {others.met && (
            <MetMeanwhile
              met={others.met}
              theirs={[
                { key: 'isMine', label: texts.which, text: initial.isMine ? texts.mine : texts.firm },
                ...preferencesInWords(initial),
              ]}
              onTake={others.take}
              said={texts.changed}
            />
          )}
          <Radio.Group
            label={texts.which}
            value={isMine ? 'mine' : 'firm'}
            onChange={(value) => form.setFieldValue('isMine', value === 'mine')}
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
        <LeaveGuard isDirty={() => isOther(initial)} />
      </form>
    </Part>
  );
}
