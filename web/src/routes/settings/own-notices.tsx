// 設定 → 通知の受け取り方: how one is told oneself, and in which browsers.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ownNoticesQuery } from '../../api/notifying.ts';
import { BrowsersPart } from '../../features/notifying/browsers-part.tsx';
import classes from '../../features/notifying/notifying.module.css';
import { OwnPart } from '../../features/notifying/own-part.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Failed } from '../../ui/states.tsx';
import { words } from '../../words/index.ts';
import { notifying } from '../../words/notifying.ts';

export function OwnNoticesPage() {
  const { data, error, refetch } = useQuery(ownNoticesQuery);
  return (
    <SettingsPage title={notifying.own.title} isOwn>
      {!data && !error && <Skeleton height={260} role="status" aria-label={words.common.loading} />}
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={classes.parts}>
          <OwnPart notices={data} />
          <BrowsersPart notices={data} />
        </div>
      )}
    </SettingsPage>
  );
}
