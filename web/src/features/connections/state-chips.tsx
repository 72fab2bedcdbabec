// The two states of a connection as chips: 連携 and ログイン.
import type { Connection } from '../../api/client.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { words } from '../../words/index.ts';
import { loginView } from './login-view.ts';

const texts = words.connection;
const tones: Record<Connection['state'], Tone> = {
  draft: 'neutral',
  active: 'good',
  paused: 'warn',
  deleted: 'neutral',
};

export function StateChips({ connection }: { connection: Connection }) {
  const { state, login } = connection;
  const { chip, tone } = loginView(login);
  const isWaiting = isWaitingForFirst(connection);
  return (
    <>
      <Chip tone={isWaiting ? 'accent' : tones[state]}>
        {isWaiting
          ? `${texts.states.active}${words.common.aside(texts.waitingForFirst)}`
          : texts.states[state]}
      </Chip>
      {state !== 'deleted' && (
        <Chip tone={tone}>{login.state === 'failed' ? chip : words.common.pair(texts.loginLabel, chip)}</Chip>
      )}
    </>
  );
}

export function isWaitingForFirst({ state, firstMailAt }: Connection): boolean {
  return state === 'active' && firstMailAt === null;
}

/** The 連携 state in a sentence. `isOn`: the option is. */
export function stateText(connection: Connection, isOn: boolean): string {
  if (connection.state === 'active' && !isOn) return texts.stateTexts.optionOff;
  return texts.stateTexts[isWaitingForFirst(connection) ? 'waiting' : connection.state];
}
