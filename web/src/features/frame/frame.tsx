// What stands around every page: rail (a bar at the bottom on a phone), firm and person, notes about the connection.
import { AppShell } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Outlet } from '@tanstack/react-router';
import { useLive } from '../../live/use-live.ts';
import { useKeys } from '../../ui/keys.ts';
import { words } from '../../words/index.ts';
import { undoTold } from '../inquiries/tell-undo.tsx';
import { Account } from './account.tsx';
import { useArrivals } from './arrivals.tsx';
import classes from './frame.module.css';
import { BottomBar, Rail } from './rail.tsx';
import { Reconnecting } from './reconnecting.tsx';
import { Shortcomings } from './shortcomings.tsx';
import { useOwnLanguage } from './use-own-language.ts';
import { useSessionEnd } from './use-session-end.ts';

export function Frame() {
  const broken = useLive();
  const arrivals = useArrivals();
  useKeys({ z: undoTold });
  useSessionEnd();
  useOwnLanguage();
  const [folded, setFolded] = useLocalStorage({
    key: 'digima-rail-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: folded ? 60 : 240, breakpoint: 'sm', collapsed: { mobile: true } }}
      transitionDuration={120}
      classNames={{ header: classes.header, navbar: classes.navbar, main: classes.main }}
    >
      <a href="#main" className={classes.skip}>
        {words.frame.skip}
      </a>
      <AppShell.Header>
        <Account />
      </AppShell.Header>
      <AppShell.Navbar component="nav" aria-label={words.frame.navigation}>
        <Rail folded={folded} onFold={() => setFolded(!folded)} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Reconnecting broken={broken} />
        <Shortcomings />
        <Outlet />
      </AppShell.Main>
      <nav className={classes.bottom} aria-label={words.frame.navigation}>
        <BottomBar />
      </nav>
      {arrivals}
    </AppShell>
  );
}
