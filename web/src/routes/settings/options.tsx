// 設定 → 機能契約: the option ポータルサイト連携機能, its state, and how to get or end it.
import { Paper, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { optionsQuery } from '../../api/queries.ts';
import { SwitchOff } from '../../features/options/switch-off.tsx';
import { SwitchOn } from '../../features/options/switch-on.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { NotYet } from '../../ui/states.tsx';
import { SupportWindow } from '../../ui/support-window.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';
import classes from './settings.module.css';

const texts = words.options;

export function OptionsPage() {
  const query = useQuery(optionsQuery);
  const { data } = query;
  return (
    <SettingsPage title={texts.title} lead={texts.lead} isOwn>
      <NotYet of={query} height={240} />
      {data && (
        <Paper withBorder component="article" className={classes.option}>
          <header className={classes.head}>
            <Title order={2}>{texts.name}</Title>
            <Chip tone={data.portalIntegration.isOn ? 'good' : 'neutral'}>
              {data.portalIntegration.isOn ? texts.on : texts.off}
            </Chip>
            <Since {...data.portalIntegration} />
          </header>
          <Text className={classes.what}>{texts.what}</Text>
          {data.portalIntegration.isOn ? (
            <>
              <ButtonLink to="/connections" variant="default">
                {texts.open}
              </ButtonLink>
              <SwitchOff options={data} />
            </>
          ) : (
            <SwitchOn options={data} />
          )}
        </Paper>
      )}
      <SupportWindow />
    </SettingsPage>
  );
}

function Since({ changedAt, changedBy }: { changedAt: string | null; changedBy: { name: string } | null }) {
  if (!changedAt) return <span className={classes.since}>{texts.never}</span>;
  return (
    <span className={classes.since}>
      <Moment at={changedAt} /> {texts.since}
      {words.common.aside(texts.by(changedBy?.name ?? texts.operator))}
    </span>
  );
}
