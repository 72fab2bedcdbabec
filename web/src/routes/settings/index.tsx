// 設定: where each setting is.
import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from '../../ui/icons.tsx';
import { Page } from '../../ui/page.tsx';
import { words } from '../../words/index.ts';
import classes from './index.module.css';

const { settings } = words;

const parts = [
  {
    title: settings.firm,
    places: [
      { to: '/settings/users', ...settings.places.users },
      { to: '/settings/statuses', ...settings.places.statuses },
      { to: '/settings/groups', ...settings.places.groups },
      { to: '/settings/branches', ...settings.places.branches },
      { to: '/settings/options', ...settings.places.options },
      { to: '/settings/notifying', ...settings.places.notifying },
      { to: '/settings/notices', ...settings.places.notices },
      { to: '/settings/replay', ...settings.places.replay },
    ],
  },
  {
    title: settings.own,
    places: [
      { to: '/settings/own-notices', ...settings.places.ownNotices },
      { to: '/settings/password', ...settings.places.password },
    ],
  },
] as const;

export function Settings() {
  return (
    <Page title={settings.title}>
      {parts.map(({ title, places }) => (
        <section key={title} className={classes.part}>
          <Title order={2}>{title}</Title>
          <ul className={classes.places}>
            {places.map((place) => (
              <li key={place.to}>
                <Link to={place.to} className={classes.place}>
                  <span className={classes.word}>{place.title}</span>
                  <span className={classes.text}>{place.text}</span>
                  <Icon name="next" size={16} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}
