// ブラウザーの通知: the browsers that are told by Web Push, this one among them or not.
import { Alert, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnNotices } from '../../api/client.ts';
import { addPushDevice, ownNoticesQuery, removePushDevice, testPushDevice } from '../../api/notifying.ts';
import { Chip } from '../../ui/chip.tsx';
import { notify } from '../../ui/notify.tsx';
import { errorText } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';
import { notSentText } from '../../words/reasons.ts';
import { Part } from '../connections/part.tsx';
import classes from './notifying.module.css';
import { ownEndpointKey, pushState, subscribe, unsubscribe } from './subscribe.ts';

const texts = notifying.browsers;

export function BrowsersPart({ notices }: { notices: OwnNotices }) {
  const { devices, pushKey, own, defaults } = notices;
  const client = useQueryClient();
  const [state, setState] = useState(pushState);
  const { data: mine = null } = useQuery({
    queryKey: ['push-of-this-browser'],
    queryFn: ownEndpointKey,
    staleTime: 0,
  });
  const isOn = devices.some(({ endpointKey }) => endpointKey === mine);
  const keep = (saved: OwnNotices) => {
    client.setQueryData(ownNoticesQuery.queryKey, saved);
    void client.invalidateQueries({ queryKey: ['push-of-this-browser'] });
  };
  const start = useMutation({
    mutationFn: async () => {
      const device = await subscribe(pushKey);
      return device && addPushDevice(device);
    },
    onSuccess(saved) {
      setState(pushState());
      if (!saved) return;
      keep(saved);
      void notify({ message: texts.subscribed });
    },
    onError: () => setState(pushState()),
  });
  return (
    <Part
      id="browsers"
      title={texts.title}
      action={
        state === 'possible' &&
        !isOn && (
          <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
            {texts.subscribe}
          </Button>
        )
      }
    >
      <p className={classes.lead}>{texts.lead}</p>
      {state !== 'possible' && (
        <Alert color="yellow" variant="light" mb="sm" p="sm" role="status">
          {texts[state]}
        </Alert>
      )}
      {start.error && (
        <Alert color="red" variant="light" mb="sm" p="sm" role="alert">
          {texts.failed}
        </Alert>
      )}
      {devices.length > 0 && !(own ?? defaults).push && <p className={classes.lead}>{texts.wanted}</p>}
      {devices.length === 0 ? (
        <p className={classes.none}>{texts.none}</p>
      ) : (
        <ul className={classes.list}>
          {devices.map((device) => (
            <Device key={device.id} device={device} isThis={device.endpointKey === mine} keep={keep} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function Device({
  device: { id, label, createdAt, last },
  isThis,
  keep,
}: {
  device: OwnNotices['devices'][number];
  isThis: boolean;
  keep: (saved: OwnNotices) => void;
}) {
  const tell = (error: Error) => void notify({ color: 'red', message: errorText(error), autoClose: false });
  const test = useMutation({
    mutationFn: () => testPushDevice(id),
    onSuccess(saved) {
      keep(saved);
      void notify({ message: texts.tested });
    },
    onError: tell,
  });
  const remove = useMutation({
    mutationFn: async () => {
      if (isThis) await unsubscribe().catch(() => {}); // what stays behind is never called
      return removePushDevice(id);
    },
    onSuccess(saved) {
      keep(saved);
      void notify({ message: texts.removed });
    },
    onError: tell,
  });
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <div className={classes.name}>
          {label} {isThis && <Chip tone="accent">{texts.thisOne}</Chip>}
        </div>
        <div className={classes.more}>
          {texts.since} <Moment at={createdAt} /> {last && words.notices.states[last.state]}
        </div>
        {last?.error && <div className={classes.error}>{notSentText(last.error)}</div>}
      </div>
      <div className={classes.actions}>
        <Button
          variant="default"
          size="compact-sm"
          loading={test.isPending}
          onClick={() => test.mutate()}
          aria-label={texts.testFor(label)}
        >
          {texts.test}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
          aria-label={texts.removeFor(label)}
        >
          {texts.remove}
        </Button>
      </div>
    </li>
  );
}
