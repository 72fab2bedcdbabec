// What a connection is said to need next, and which words its login gets.
import { expect, it } from 'vitest';
import type { Connection, ConnectionLogin } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { historyWords } from './history-words.ts';
import { loginView } from './login-view.ts';
import { nextStepOf } from './next-step.ts';

const login: ConnectionLogin = {
  state: 'verified',
  outcome: 'verified',
  progress: null,
  checkedAt: null,
  verifiedAt: null,
  nextCheckAt: null,
  retries: 0,
  version: 1,
  updatedAt: null,
  updatedBy: null,
  isSetUp: true,
  isMended: false,
  failures: { mine: 0, others: 0 },
};

const well = {
  state: 'active',
  isEditable: true,
  firstMailAt: 'x',
  confirmationCount: 0,
  login,
} as Connection;
const failed = (outcome: ConnectionLogin['outcome'], nextCheckAt: string | null = null) => ({
  ...login,
  state: 'failed' as const,
  outcome,
  nextCheckAt,
});

it.each<[string, Partial<Connection>, string, string]>([
  ['all is well', {}, '詳細を見る', 'page'],
  ['nothing came yet', { firstMailAt: null }, '受信の状態を見る', 'page'],
  ['its login is wrong', { login: failed('wrong-credentials') }, 'ログイン情報を確認する', 'page'],
  ['the portal is down and is tried again', { login: failed('unavailable', 'x') }, '詳細を見る', 'page'],
  ['the portal stayed down', { login: failed('unavailable') }, 'ログイン情報を確認する', 'page'],
  ['its portal changed', { login: failed('site-changed') }, '詳細を見る', 'page'],
  ['an address is to be confirmed', { confirmationCount: 1 }, '確認メールを見る', 'page'],
  [
    'a draft without a login',
    { state: 'draft', login: { ...login, state: 'none' } },
    '設定を続ける',
    'login',
  ],
  ['a draft whose login failed', { state: 'draft', login: failed('locked') }, '設定を続ける', 'login'],
  [
    'a draft whose login is being checked',
    { state: 'draft', login: { ...login, state: 'checking' } },
    '設定を続ける',
    'inbox',
  ],
  ['paused', { state: 'paused' }, '再開の画面へ', 'page'],
  ['not theirs to change', { state: 'draft', isEditable: false }, '詳細を見る', 'page'],
])('%s', (_, given, label, to) => {
  expect(nextStepOf({ ...well, ...given })).toMatchObject({ label, to });
});

it('never calls verified what was not', () => {
  for (const state of ['none', 'unverified', 'checking', 'failed'] as const)
    expect(loginView({ ...login, state, outcome: state === 'failed' ? null : 'verified' }).chip).not.toBe(
      words.portalLogin.states.verified.chip,
    );
  expect(loginView({ ...login, state: 'unverified', isSetUp: false }).key).toBe('not-set-up');
  expect(loginView({ ...login, state: 'failed', outcome: 'site-changed', isMended: true }).key).toBe(
    'mended',
  );
});

it('tells a history in words, also of what it does not know', () => {
  expect(historyWords('connection.edited', { changes: { group: { from: null, to: '反響客' } } })).toBe(
    '静的な顧客グループを「指定なし」から「反響客」に変更しました',
  );
  expect(historyWords('connection.activated', { takenIn: 3 })).toBe(
    '連携を開始しました（保管していたメール3件を登録）',
  );
  expect(historyWords('connection.flown-to-the-moon', {})).toBe('変更しました');
});
