// The demo's side of リガイド: the firm's accounts at the pretended site.
import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReGuideSite } from '../../simulator/re-guide/start.ts';
import { setPortalLogin } from '../connections/index.ts';
import type { Config } from '../platform/config.ts';
import type { Log } from '../platform/log.ts';
import { openRunningDatabase } from '../platform/running-database.ts';
import { DEMO_ACCOUNTS } from './demo-accounts.ts';
import type { DemoFirm } from './demo-firm.ts';

/** Opens the firm's accounts where they are missing. The first mails one inbox address alone. */
export function openDemoAccounts(site: ReGuideSite, inbox: string): void {
  const accounts = [
    { userId: DEMO_ACCOUNTS.connected, branch: '世田谷支店', person: '佐藤 健一', addresses: [inbox] },
    {
      userId: DEMO_ACCOUNTS.toSetUp,
      branch: '本店',
      person: '鈴木 由美',
      addresses: ['honten@mihon.example.jp', 'eigyo@mihon.example.jp'],
    },
    {
      userId: DEMO_ACCOUNTS.full,
      branch: '渋谷支店',
      person: '渡辺 さくら',
      addresses: ['shibuya@mihon.example.jp', 'shibuya2@mihon.example.jp', 'shibuya3@mihon.example.jp'],
    },
  ];
  for (const account of accounts)
    if (!site.accounts.has(account.userId)) site.open({ ...account, password: newPassword() });
}

// For people to type: no letter that looks like another.
function newPassword(): string {
  return Array.from({ length: 8 }, () => 'abcdefghjkmnpqrstuvwxyz23456789'[randomInt(31)]).join('');
}

/** Says, as the operator with `digima portal set`, where リガイド's login page is. */
export async function setLoginPage(config: Config, log: Log, url: string): Promise<void> {
  const database = await openRunningDatabase(config, log);
  try {
    await database.asOwner((tx) => setPortalLogin(tx, 're-guide', { url }));
  } finally {
    await database.close();
  }
}

const CHECKED_WITHIN_MS = 3_000;

/** Gives the first connection its login, as its owner would on the screen, and waits a moment for what the portal says. */
export async function saveFirstLogin(url: string, firm: DemoFirm, site: ReGuideSite): Promise<void> {
  const account = site.accounts.get(DEMO_ACCOUNTS.connected);
  if (!account) throw new RangeError('the account is not open');
  const origin = { 'Content-Type': 'application/json', Origin: url };
  const signedIn = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: origin,
    body: JSON.stringify(firm.owner),
  });
  const cookies = signedIn.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const call = async (method: 'GET' | 'PUT', path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api/v1/connections/${firm.connectionId}${path}`, {
      method,
      headers: { ...origin, Cookie: cookies.join('; ') },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`the demo's login could not be saved: ${answer.status}`);
    return (await answer.json()) as { state: string; login?: { state: string } };
  };
  await call('PUT', '/login', { userId: account.userId, password: account.password });
  for (const end = Date.now() + CHECKED_WITHIN_MS; Date.now() < end; )
    if ((await call('GET', '')).login?.state === 'verified') return;
    else await wait(50);
}
