// 設定 → 通知の受け取り方: how one is told oneself, and in which browsers.
import { useQuery } from '@tanstack/react-query';
import { ownNoticesQuery } from '../../api/notifying.ts';
import { BrowsersPart } from '../../features/notifying/browsers-part.tsx';
import classes from '../../features/notifying/notifying.module.css';
import { OwnPart } from '../../features/notifying/own-part.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { NotYet } from '../../ui/states.tsx';
import { notifying } from '../../words/notifying.ts';

export function OwnNoticesPage() {
  const query = useQuery(ownNoticesQuery);
  const { data } = query;
  return (
    <SettingsPage title={notifying.own.title} isOwn>
      <NotYet of={query} height={260} />
      {data && (
        <div className={classes.parts}>
          <OwnPart notices={data} />
          <BrowsersPart notices={data} />
        </div>
      )}
    </SettingsPage>
  );
}
