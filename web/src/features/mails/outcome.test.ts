// Which mails wait for a person, and which may become a customer by hand.
import { expect, it } from 'vitest';
import { canBeEntered, needsPerson, outcomeOf } from './outcome.ts';

const mail = (
  state: 'waiting' | 'aside' | 'read' | 'failed',
  outcome: Parameters<typeof outcomeOf>[0]['outcome'],
  reviewedAt: string | null = null,
) => ({
  state,
  outcome,
  reviewedAt,
});

it.each([
  [mail('read', 'notice'), 'notice', true, true],
  [mail('read', 'unreadable'), 'unreadable', true, true],
  [mail('failed', null), 'failed', true, true],
  [mail('read', 'not-an-inquiry'), 'not-an-inquiry', false, true],
  [mail('aside', null), 'aside', false, true],
  [mail('waiting', null), 'waiting', false, false],
  [mail('read', 'inquiry'), 'inquiry', false, false],
  [mail('read', 'notice', '2026-11-20T05:00:00.000Z'), 'reviewed', false, false],
  [mail('failed', null, '2026-11-20T05:00:00.000Z'), 'reviewed', false, false],
] as const)('%o is %s', (given, outcome, waits, enterable) => {
  expect(outcomeOf(given)).toBe(outcome);
  expect(needsPerson(given)).toBe(waits);
  expect(canBeEntered(given)).toBe(enterable);
});
