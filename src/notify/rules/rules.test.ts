// When a mail is tried again, why it did not go, who hears, what may be sent again.
import { describe, expect, test } from 'vitest';
import { mayResend } from './may-resend.ts';
import { escapeHtml, line, quote } from './plain-text.ts';
import { relayAwayMs, whenAgain } from './when-again.ts';
import { hearersOfConnection, hearersOfInquiry, type Person } from './who-hears.ts';
import { troubles, whyNotSent } from './why-not-sent.ts';

test('tries go on for a day, each later than the one before; the relay itself is asked every five minutes at most', () => {
  const now = new Date('2026-11-20T00:00:00Z');
  const waits: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const next = whenAgain(attempts, now);
    if (!next) break;
    waits.push(next.getTime() - now.getTime());
  }
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits[0]).toBe(60_000);
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(23.5);
  expect(hours).toBeLessThan(24.5);
  expect([1, 2, 3, 50].map(relayAwayMs)).toEqual([15_000, 30_000, 60_000, 300_000]);
});

describe('why it did not go', () => {
  test('every trouble and every answer has its words', () => {
    const answers = ['550 5.1.1', '452 4.2.2', '552', '550 5.7.1', '421', '554', '451 4.3.0'];
    const told = [...troubles, ...answers].map(whyNotSent);
    expect(told.every((why) => why?.text.endsWith('。'))).toBe(true);
    expect(told.map((why) => why?.code)).toEqual([
      ...troubles,
      'no-such-recipient',
      'mailbox-full',
      'mailbox-full',
      'not-allowed',
      'relay-later',
      'relay-refused',
      'relay-later',
    ]);
    expect(whyNotSent('550 5.1.1')).toEqual({
      code: 'no-such-recipient',
      answer: '550 5.1.1',
      text: '宛先のメールアドレスが受け付けられませんでした。アドレスをご確認ください（応答コード 550 5.1.1）。',
    });
    expect(whyNotSent('dns')?.answer).toBeNull();
    expect(whyNotSent(null)).toBeNull();
  });

  test.each([
    ['http 404 no_service', 'post-url-void'],
    ['http 404 channel_not_found', 'post-no-channel'],
    ['http 403 action_prohibited', 'post-restricted'],
    ['http 429', 'post-busy'],
    ['http 503', 'post-later'],
    ['http 401', 'post-unauthorized'],
    ['http 410', 'post-not-found'],
    ['http 400 invalid_payload', 'post-refused'],
  ])('a service that answers %s: %s', (kept, code) => {
    const answer = kept.replace('http ', '');
    expect(whyNotSent(kept)).toEqual({
      code,
      answer,
      text: expect.stringMatching(new RegExp(`（応答コード ${answer}）。$`)),
    });
  });
});

describe('who hears', () => {
  const person = (userId: string, role: string, deactivatedAt: Date | null = null): Person => ({
    userId,
    name: userId,
    email: `${userId}@example.jp`,
    role,
    deactivatedAt,
  });
  const people = [
    person('owner', 'owner'),
    person('admin', 'admin'),
    person('manager', 'manager'),
    person('member', 'member'),
    person('left', 'admin', new Date()),
  ];
  const who = (recipients: { userId: string | null }[]) => recipients.map(({ userId }) => userId);

  test('of an inquiry its assignee alone; the owners and admins when there is none or it is somebody who left', () => {
    expect(who(hearersOfInquiry(people, 'member'))).toEqual(['member']);
    for (const assigneeId of [null, 'left', 'nobody'])
      expect(who(hearersOfInquiry(people, assigneeId))).toEqual(['owner', 'admin']);
  });

  test('of a connection who set it up, the owners and the admins, each once', () => {
    expect(who(hearersOfConnection(people, 'member'))).toEqual(['owner', 'admin', 'member']);
    expect(who(hearersOfConnection(people, 'admin'))).toEqual(['owner', 'admin']);
    for (const createdBy of [null, 'left'])
      expect(who(hearersOfConnection(people, createdBy))).toEqual(['owner', 'admin']);
  });

  test('再送 is offered for what ended or waits for a next try, to people who are still here', () => {
    const mail = {
      kind: 'inquiry-notice',
      state: 'sent',
      nextAt: null,
      recipientId: 'member',
      hasBody: true,
    } as const;
    const nextAt = new Date();
    expect(mayResend(mail, people)).toBe(true);
    for (const state of ['failed', 'unknown'] as const)
      expect(mayResend({ ...mail, state }, people)).toBe(true);
    expect(mayResend({ ...mail, state: 'waiting', nextAt }, people)).toBe(true);
    expect(mayResend({ ...mail, recipientId: null, kind: 'invitation' }, people)).toBe(true);
    for (const not of [
      { state: 'waiting' },
      { state: 'handing-over' },
      { hasBody: false },
      { recipientId: 'left' },
      { recipientId: 'nobody' },
      { kind: 'password-reset' },
      { kind: 'test' },
    ] as const)
      expect(mayResend({ ...mail, ...not }, people), JSON.stringify(not)).toBe(false);
  });
});

test('a line has no ends, no unseen letters, and whole letters', () => {
  expect(line('  山田　太郎\r\nBcc: x\0\u202e  y ', 100)).toBe('山田　太郎 Bcc: x y');
  expect(line('👨‍👩‍👧の家', 100)).toBe('👨‍👩‍👧の家');
  expect(line('𠮷'.repeat(50), 10)).toBe(`${'𠮷'.repeat(9)}…`);
  expect(line('a\ud800b', 10)).toBe('a\ufffdb');
  expect(line('\u200b\ufeff\n', 10)).toBe('');
});

test('a quote marks each of its lines, and says when it ends early', () => {
  expect(quote('a\r\n\r\nb', 100, 5)).toBe('> a\n> b');
  expect(quote('a\nb\nc', 100, 2)).toBe('> a\n> b\n> …');
  expect(quote('あ'.repeat(20), 10, 5)).toBe(`> ${'あ'.repeat(9)}…`);
});

test('HTML shows text as text', () => {
  expect(escapeHtml(`<a href="x" onload='y'>&`)).toBe('&lt;a href=&quot;x&quot; onload=&#39;y&#39;&gt;&amp;');
});
