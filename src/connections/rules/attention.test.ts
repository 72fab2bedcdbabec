import { expect, it } from 'vitest';
import { type AttentionFacts, needsAttention } from './attention.ts';

const now = new Date('2026-11-24T03:00:00Z');
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const calm: AttentionFacts = {
  state: 'active',
  activatedAt: ago(1_000),
  firstMailAt: ago(900),
  asideRequestCount: 0,
  confirmationCount: 0,
  isSilent: false,
  loginNeedsPerson: false,
};

it.each<[string, Partial<AttentionFacts>, boolean]>([
  ['one that works', {}, false],
  ['a login that waits for a person', { loginNeedsPerson: true }, true],
  ['the same while it is paused', { state: 'paused', loginNeedsPerson: true }, true],
  ['an address somebody asks to confirm', { confirmationCount: 1 }, true],
  ['no first mail for 71 hours', { activatedAt: ago(71), firstMailAt: null }, false],
  ['no first mail for 73 hours', { activatedAt: ago(73), firstMailAt: null }, true],
  ['no first mail, paused', { state: 'paused', activatedAt: ago(73), firstMailAt: null }, false],
  ['silent for longer than usual', { isSilent: true }, true],
  ['the same while it is paused', { state: 'paused', isSilent: true }, false],
  ['a fresh draft', { state: 'draft', activatedAt: null, firstMailAt: null }, false],
  ['a draft that requests come for', { state: 'draft', activatedAt: null, asideRequestCount: 1 }, true],
  ['requests aside while it is paused', { state: 'paused', asideRequestCount: 9 }, false],
  [
    'a deleted one, whatever comes',
    { state: 'deleted', confirmationCount: 1, loginNeedsPerson: true, asideRequestCount: 9 },
    false,
  ],
])('%s: %j → %s', (_, facts, expected) => {
  expect(needsAttention({ ...calm, ...facts }, now)).toBe(expected);
});
