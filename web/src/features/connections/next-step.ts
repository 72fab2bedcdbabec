// What a connection needs next, as a word on a button and the place it leads to. Pure.
import type { Connection } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { loginView } from './login-view.ts';

const { next } = words.connection;

export interface NextStep {
  label: string;
  /** `rules`, `login`, `inbox`: a step of the set-up; `page`: the connection's own page. */
  to: 'login' | 'inbox' | 'page';
  /** The part of the page it is about. */
  hash?: 'login' | 'confirmations' | 'inbox';
  isUrgent: boolean;
}

/** The one thing to do next; just 「詳細を見る」 when all is well or the person may not change anything. */
export function nextStepOf(connection: Connection): NextStep {
  const { state, login, isEditable, firstMailAt, confirmationCount } = connection;
  const open: NextStep = { label: next.open, to: 'page', isUrgent: false };
  if (!isEditable) return open;
  if (state === 'draft') return { label: next.continue, to: setUpStepOf(connection), isUrgent: true };
  if (state === 'paused') return { label: next.resume, to: 'page', isUrgent: false };
  if (state === 'deleted') return open;
  if (confirmationCount > 0)
    return { label: next.confirm, to: 'page', hash: 'confirmations', isUrgent: true };
  if (login.state === 'failed' && loginView(login).who === 'you')
    return { label: next.login, to: 'page', hash: 'login', isUrgent: true };
  if (firstMailAt === null) return { label: next.wait, to: 'page', isUrgent: false };
  return open;
}

/** Where a draft goes on. */
export function setUpStepOf({ login }: Connection): 'login' | 'inbox' {
  const isLoginOpen = login.state === 'none' || (login.state === 'failed' && loginView(login).who === 'you');
  return isLoginOpen ? 'login' : 'inbox';
}
