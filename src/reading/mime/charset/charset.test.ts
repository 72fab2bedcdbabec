// Every character of CP932 in every charset, and names too short to be sure of: what decodeText makes of them.
import { describe, expect, test } from 'vitest';
import { CHARSETS, encode } from '../testing/encode.ts';
import { decodeText } from './index.ts';

/** All two-byte characters of CP932 as the runtime knows them, user-defined ones apart, and half-width kana. */
function everyCharacter(): string[] {
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead > 0x9f && lead < 0xe0) continue;
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      try {
        const text = decoder.decode(Uint8Array.of(lead, trail));
        if (text.length === 1 && !/[\ue000-\uf8ff]/.test(text)) found.add(text);
      } catch {
        // Not a character.
      }
    }
  }
  for (let kana = 0xff61; kana <= 0xff9f; kana++) found.add(String.fromCharCode(kana));
  return [...found];
}

const characters = everyCharacter();

test('CP932 has its 7,326 two-byte characters, told apart, and 63 half-width kana', () => {
  expect(characters).toHaveLength(7_326 + 63);
});

test.each(CHARSETS)('every one of them comes back from %s', (charset) => {
  const wrong = characters.filter((character) => {
    const read = decodeText(encode(`あ${character}い`, charset), charset);
    return read.text !== `あ${character}い` || read.guessed || read.damaged;
  });
  expect(wrong).toEqual([]);
});

test.each(CHARSETS)('all of them at once come back from %s without a label', (charset) => {
  const text = `${characters.join('')}\nお名前\n`.repeat(2);
  expect(decodeText(encode(text, charset), null).text).toBe(text);
});

test('raw Shift_JIS pairs decode as the runtime decodes them', () => {
  const bytes = Buffer.concat(characters.map((character) => encode(character, 'shift_jis')));
  expect(decodeText(bytes, 'shift_jis').text).toBe(new TextDecoder('shift_jis').decode(bytes));
});

describe('short texts without a label, as in raw headers', () => {
  const texts =
    '反響通知 山田 山田太郎 鈴木一郎様 ﾔﾏﾀﾞ ﾀﾅｶ ｽｽﾞｷ ｻﾄｳ カナ やまだ お問い合わせ 物件 査定 株式会社 髙﨑 ①㈱ 田 様 林 齋藤 資料.pdf'.split(
      ' ',
    );
  for (const charset of CHARSETS) {
    test.each(texts)(`${charset}: %s`, (text) => {
      expect(decodeText(encode(text, charset), null).text).toBe(text);
    });
  }
});

test('a hint settles what bytes cannot', () => {
  const bytes = Buffer.of(0xb6, 0xc5);
  expect(decodeText(bytes, null, 'shift_jis').text).toBe('ｶﾅ');
  expect(decodeText(bytes, null, 'euc-jp').text).toBe('凝');
});

test('an honest label is not overruled by what the bytes also could be', () => {
  expect(decodeText(Buffer.of(0xb6, 0xc5), 'shift_jis').text).toBe('ｶﾅ');
  expect(decodeText(Buffer.of(0xb6, 0xc5), 'euc-jp').text).toBe('凝');
  expect(decodeText(Buffer.of(0xc3, 0xb1), 'shift_jis').text).toBe('ﾃｱ');
  expect(decodeText(Buffer.of(0xc3, 0xb1), 'euc-jp').text).toBe('単');
  expect(decodeText(Buffer.of(0xc3, 0xb1), 'utf-8').text).toBe('ñ');
});

test('plain ASCII is never a guess', () => {
  expect(decodeText(Buffer.from('abc'), null)).toEqual({
    text: 'abc',
    charset: 'us-ascii',
    guessed: false,
    damaged: false,
  });
});
