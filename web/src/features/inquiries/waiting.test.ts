import { expect, it } from 'vitest';
import { urgencyOf, waitedWords } from './waiting.ts';

const at = '2026-11-20T05:00:00.000Z';
const after = (minutes: number) => Date.parse(at) + minutes * 60_000;

it('is calm for five minutes, then soon, and late from half an hour on', () => {
  expect([0, 4.99, 5, 29.99, 30, 9_000].map((m) => urgencyOf(at, after(m)))).toEqual([
    'calm',
    'calm',
    'soon',
    'soon',
    'late',
    'late',
  ]);
});

it('says how long in the largest unit one thinks in; a clock that is behind says nothing odd', () => {
  expect([-3, 0.5, 41, 60, 47 * 60 + 59, 48 * 60].map((m) => waitedWords(at, after(m)))).toEqual([
    '1分未満',
    '1分未満',
    '41分待ち',
    '1時間待ち',
    '47時間待ち',
    '2日待ち',
  ]);
});
