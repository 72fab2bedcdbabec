// A page of 設定: the way back to the index, and for those who may not change anything a line that says who may.
import type { ReactNode } from 'react';
import { useIsAdmin } from '../../api/use-me.ts';
import { BackLink } from '../../ui/back-link.tsx';
import { OnlyAdmins } from '../../ui/only-admins.tsx';
import { Page } from '../../ui/page.tsx';
import { words } from '../../words/index.ts';
import classes from './settings-page.module.css';

const { settings } = words;

export function SettingsPage({
  title,
  lead,
  actions,
  isOwn = false,
  isWide = false,
  children,
}: {
  title: string;
  lead?: string;
  actions?: ReactNode;
  /** Everybody may change it: it is their own. */
  isOwn?: boolean;
  /** A table with many columns. */
  isWide?: boolean;
  children: ReactNode;
}) {
  const isAdmin = useIsAdmin();
  return (
    <div className={classes.outer}>
      <div className={isWide ? undefined : classes.narrow}>
        <nav aria-label={settings.title}>
          <BackLink to="/settings">{settings.back}</BackLink>
        </nav>
        <Page title={title} lead={lead} actions={actions}>
          {!isOwn && !isAdmin && <OnlyAdmins />}
          {children}
        </Page>
      </div>
    </div>
  );
}
