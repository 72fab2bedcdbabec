// The demo's side of リガイド: the firm's accounts at the pretended site.
import { randomInt } from 'node:crypto';
import type { ReGuideSite } from '../../simulator/re-guide/start.ts';

/** Who keeps the first connection, who is there to be set up in the wizard, and who has three addresses already. */
export const DEMO_ACCOUNTS = {
  connected: 'mihon-setagaya',
  toSetUp: 'mihon-honten',
  full: 'mihon-shibuya',
} as const;

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
