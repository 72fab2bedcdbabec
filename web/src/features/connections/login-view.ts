// What is known of a login, as the screen shows it: which words, in which tone. Pure.
import type { ConnectionLogin } from '../../api/client.ts';
import type { Tone } from '../../ui/chip.tsx';
import { words } from '../../words/index.ts';
import type { LoginText } from '../../words/ja/portal-login.ts';

const { states } = words.portalLogin;

export type LoginKey = keyof typeof states;

const tones: Partial<Record<LoginKey, Tone>> = {
  checking: 'accent',
  verified: 'good',
  'wrong-credentials': 'bad',
  'password-expired': 'bad',
  locked: 'bad',
  blocked: 'bad',
  'action-needed': 'warn',
  'second-factor': 'warn',
  captcha: 'warn',
  'site-changed': 'warn',
  mended: 'warn',
  unavailable: 'warn',
  'unavailable-over': 'warn',
  interrupted: 'warn',
};

export interface LoginView extends LoginText {
  key: LoginKey;
  tone: Tone;
}

/** Which of the states a login is in, one for each outcome. */
export function loginView(login: ConnectionLogin): LoginView {
  const key = keyOf(login);
  return { key, tone: tones[key] ?? 'neutral', ...states[key] };
}

function keyOf({ state, outcome, isSetUp, isMended, nextCheckAt }: ConnectionLogin): LoginKey {
  switch (state) {
    case 'none':
    case 'checking':
    case 'verified':
      return state;
    case 'unverified':
      if (outcome === 'interrupted') return outcome;
      return isSetUp ? 'unverified' : 'not-set-up';
    case 'failed':
      if (isMended) return 'mended';
      if (outcome === 'unavailable' && nextCheckAt === null) return 'unavailable-over';
      return outcome ?? 'interrupted';
  }
}

/** True when typing the login anew is what helps. */
export function wantsNewLogin(key: LoginKey): boolean {
  return key === 'wrong-credentials' || key === 'password-expired' || key === 'second-factor';
}
