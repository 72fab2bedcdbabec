import { expect, it } from 'vitest';
import { cleanName, isSameName, nameFault } from './name.ts';

it.each([
  ['  リガイド　本店　', 'リガイド　本店'],
  ['リガイド\r\n本店', 'リガイド 本店'],
  ['\tリガイド\u0000本店\u0007', 'リガイド 本店'],
  ['リガイド\ud800', 'リガイド\ufffd'],
  ['　', ''],
])('%j is kept as %j', (typed, kept) => {
  expect(cleanName(typed)).toBe(kept);
  expect(cleanName(kept)).toBe(kept);
});

it('a name has something to see, and at most 100 letters', () => {
  expect(nameFault('')).toContain('入力してください');
  expect(nameFault('\u200b\ufe0f')).toContain('入力してください');
  expect(nameFault('あ'.repeat(100))).toBeNull();
  expect(nameFault('𠮷'.repeat(100))).toBeNull();
  expect(nameFault('あ'.repeat(10_000))).toContain('現在10,000文字');
});

it('names that read alike are one; 髙 and 高 are two', () => {
  expect(isSameName('リガイド　Ａ店', 'ﾘｶﾞｲﾄﾞa店')).toBe(true);
  expect(isSameName('高橋店', '髙橋店')).toBe(false);
  expect(isSameName('リガイド 1号店', 'リガイド 2号店')).toBe(false);
});
