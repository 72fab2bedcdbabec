// 着信のお知らせ: sound, number in the title and notes on the desktop, for this device.
import { ActionIcon, Popover } from '@mantine/core';
import { Suspense } from 'react';
import { Icon } from '../../ui/icons.tsx';
import { later } from '../../ui/later.tsx';
import { words } from '../../words/index.ts';
import { useAlertSettings } from './alert-settings.ts';

const { alerts: texts } = words.inquiryList;
const AlertForm = later(async () => (await import('./alert-form.tsx')).AlertForm);

export function AlertMenu() {
  const [{ sound }] = useAlertSettings();
  return (
    <Popover position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={texts.button} title={texts.button}>
          <Icon name={sound ? 'bell' : 'bellOff'} size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.button}>
        <Suspense>
          <AlertForm />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
