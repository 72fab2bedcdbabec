import { expect, it } from 'vitest';
import { foldText, kanaKey, nameKey, nfkc } from './japanese-text.ts';

it.each([
  ['髙橋　一', '高橋一'],
  ['山﨑', '山崎'],
  ['濵田', '浜田'],
  ['渡邉', '渡辺'],
  ['渡邊', '渡辺'],
  ['齋藤', '斉藤'],
  ['長谷川 幸\u{E0101}平', '長谷川幸平'],
  ['ﾛｰﾗ', 'ローラ'],
])('%s and %s are one name', (a, b) => {
  expect(nameKey(a)).toBe(nameKey(b));
});

it('other names stay apart', () => {
  expect(nameKey('山田')).not.toBe(nameKey('山本'));
  expect(nameKey('太田')).not.toBe(nameKey('大田'));
});

it('readings compare in one script', () => {
  expect(kanaKey('さとう ｹﾝｲﾁ')).toBe(kanaKey('サトウ　ケンイチ'));
});

it('folds for searching', () => {
  expect(foldText('ＲＥ－Ｇｕｉｄｅ ㈱')).toBe('re-guide(株)');
});

it('NFKC is the same with and without its short way', () => {
  for (const text of ['か\u3099', 'ﾊﾟ', '髙', '①㈱Ⅲ', '山田　太郎', 'abc', '～〜', 'ヿ', '〃々〆', '﨑'])
    expect(nfkc(text)).toBe(text.normalize('NFKC'));
});
