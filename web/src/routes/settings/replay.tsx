// 設定 → メールの再読み取り: kept mails read again by today's readers.
import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Replay } from '../../api/client.ts';
import { replaysQuery } from '../../api/queries.ts';
import { useIsAdmin } from '../../api/use-me.ts';
import classes from '../../features/replay/replay.module.css';
import { ReplayForm } from '../../features/replay/replay-form.tsx';
import { ReplayRun, scopeWords } from '../../features/replay/replay-run.tsx';
import { SettingsPage } from '../../features/settings/settings-page.tsx';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { OnlyAdmins } from '../../ui/only-admins.tsx';
import { Cell, type Column, Row, Rows } from '../../ui/rows.tsx';
import { Empty, NotYet } from '../../ui/states.tsx';
import { Moment } from '../../ui/time.tsx';
import { words } from '../../words/index.ts';

const texts = words.replay;

export function ReplayPage() {
  const isAdmin = useIsAdmin();
  return (
    <SettingsPage title={texts.title} lead={texts.lead} isOwn isWide>
      {isAdmin ? <Replays /> : <OnlyAdmins>{texts.onlyAdmins}</OnlyAdmins>}
    </SettingsPage>
  );
}

function Replays() {
  const query = useQuery(replaysQuery);
  const { data } = query;
  if (!data) return <NotYet of={query} height={180} />;
  const [newest, ...earlier] = data.items;
  return (
    <>
      {newest?.state !== 'running' && <ReplayForm />}
      {newest ? (
        <ReplayRun key={newest.id} replay={newest} />
      ) : (
        <Empty title={texts.empty.title}>{texts.empty.body}</Empty>
      )}
      {earlier.length > 0 && <Earlier replays={earlier} />}
    </>
  );
}

const { columns: labels } = texts;
const columns: Column[] = [
  { key: 'main', label: labels.scope },
  { key: 'state', label: labels.state, width: '11em' },
  { key: 'result', label: labels.result, width: '32%' },
  { key: 'when', label: labels.when, width: '11em' },
];
const tones: Record<Replay['state'], Tone> = {
  running: 'accent',
  previewed: 'neutral',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
};

function Earlier({ replays }: { replays: Replay[] }) {
  return (
    <section>
      <Title order={2} className={classes.earlier}>
        {texts.earlier}
      </Title>
      <Rows label={texts.earlier} columns={columns}>
        {replays.map((replay) => (
          <Row key={replay.id} id={replay.id}>
            <Cell area="main">{scopeWords(replay)}</Cell>
            <Cell area="state">
              <Chip tone={tones[replay.state]}>{texts.states[replay.state]}</Chip>
            </Cell>
            <Cell area="result">
              {texts.summary(replay.counts.complete + replay.counts.announced, replay.counts.changed)}
              <div className={classes.hint}>{texts.by(replay.createdBy)}</div>
            </Cell>
            <Cell area="when">
              <Moment at={replay.createdAt} />
            </Cell>
          </Row>
        ))}
      </Rows>
    </section>
  );
}
