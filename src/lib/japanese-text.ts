// Comparing Japanese text: keys that make two spellings of one name equal. Never for storing or showing: text is
// kept as sent (髙 is not 高 on a letter).

/** 異体字 of names: each group's first letter stands for the others. Letters that NFKC alone keeps apart. */
const VARIANT_GROUPS =
  '高髙 崎﨑嵜碕 浜濱濵 辺邊邉 斎斉齋齊 沢澤 広廣 国國 島嶋嶌 桜櫻 関關 竜龍 滝瀧 真眞 恵惠 徳德 栄榮 吉𠮷 土圡 柳栁 橋槗 富冨 峰峯 条條 万萬 弥彌 円圓 亀龜 鉄鐵 塩鹽 蔵藏 瀬瀨 静靜 豊豐 館舘 野埜 曽曾 実實 黒黑 郷鄕 緑綠 巌巖 薮藪籔 桧檜 遥遙 礼禮 寿壽 穂穗 増增 頼賴 彦彥 清淸 荘莊 児兒 角⻆ 伝傳 学學 芦蘆 槙槇 尭堯 晋晉 会會 与與 内內';

const VARIANTS = new Map(
  VARIANT_GROUPS.split(' ').flatMap(([head = '', ...rest]) => rest.map((c) => [c, head] as const)),
);
const SELECTORS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const BLANKS = /[\s\u3000\u200b\ufeff]+/g;
const HIRAGANA = /[\u3041-\u3096\u309d\u309e]/g;

/** NFKC. The text itself, at no cost, where every letter is ASCII, kana or a common kanji: those fold to themselves. */
export function nfkc(text: string): string {
  for (let i = 0; i < text.length; i++) if (!isFolded(text.charCodeAt(i))) return text.normalize('NFKC');
  return text;
}

function isFolded(code: number): boolean {
  if (code < 0x80) return true;
  if (code >= 0x4e00) return code <= 0x9fff;
  if (code >= 0x3041) return code <= 0x3096 || (code >= 0x30a1 && code <= 0x30fe);
  return code === 0x3001 || code === 0x3002 || code === 0x3005 || (code >= 0x3008 && code <= 0x3011);
}

/** Text for comparing and searching: NFKC, variation selectors and blanks removed, lower case. */
export function foldText(text: string): string {
  return nfkc(text).replace(SELECTORS, '').replace(BLANKS, '').toLowerCase();
}

/** Key under which two spellings of a person's name are the same: `髙橋　一` and `高橋 一`. */
export function nameKey(name: string): string {
  let key = '';
  for (const letter of foldText(name)) key += VARIANTS.get(letter) ?? letter;
  return key;
}

/** Key of a reading (フリガナ): half-width and hiragana as katakana, blanks removed. */
export function kanaKey(kana: string): string {
  return foldText(kana).replace(HIRAGANA, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));
}
