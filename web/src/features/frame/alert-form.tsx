// The switches of 着信のお知らせ.
import { Button, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { words } from '../../words/index.ts';
import { canNotify } from './alert-arrivals.ts';
import { useAlertSettings } from './alert-settings.ts';
import { chime } from './chime.ts';

const { alerts: texts } = words.inquiryList;

export function AlertForm() {
  const [settings, setSettings] = useAlertSettings();
  const [isRefused, setRefused] = useState(false);
  const setDesktop = async (wanted: boolean) => {
    // A browser asks only after a click of the person's.
    const isAllowed = wanted && (await Notification.requestPermission()) === 'granted';
    setRefused(wanted && !isAllowed);
    setSettings({ ...settings, desktop: isAllowed });
  };
  return (
    <Stack gap="sm">
      <Text fw={600} size="sm">
        {texts.title}
      </Text>
      <Switch
        label={texts.sound}
        checked={settings.sound}
        onChange={(event) => setSettings({ ...settings, sound: event.currentTarget.checked })}
      />
      <Switch
        label={texts.badge}
        checked={settings.badge}
        onChange={(event) => setSettings({ ...settings, badge: event.currentTarget.checked })}
      />
      <Switch
        label={texts.desktop}
        description={canNotify() ? texts.desktopHint : texts.unsupported}
        disabled={!canNotify()}
        checked={settings.desktop}
        error={isRefused && texts.refused}
        onChange={(event) => void setDesktop(event.currentTarget.checked)}
      />
      <Button variant="default" size="compact-sm" w="fit-content" onClick={() => void chime()}>
        {texts.try}
      </Button>
    </Stack>
  );
}
