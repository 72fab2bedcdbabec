// One after another, each with one stop.
import { expect, it } from 'vitest';
import { sentences } from './sentences.ts';

it('puts a stop where there is none yet, and says nothing of nothing', () => {
  expect(sentences(['設定しました（2名）', null, '1件は通知のみです。', '元に戻せます'])).toBe(
    '設定しました（2名）。1件は通知のみです。元に戻せます',
  );
  expect([sentences([null]), sentences([])]).toEqual(['', '']);
});
