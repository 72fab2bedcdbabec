// The code a confirmation mail asks to type in. Pure.

const NAME =
  '(?:(?:認証|確認|検証|本人確認|セキュリティ|アクティベーション|ワンタイム)\\s?(?:用)?\\s?(?:コード|番号|キー|パスコード|パスワード)|PIN\\s?コード|(?:confirmation|verification|security|activation|one[- ]time)\\s(?:pass)?code)';
// 「建築確認番号」 is a building's, not a code's.
const NAMED = new RegExp(
  `(?<!建築)${NAME}(?:\\s?(?:は|が|\\(|is|of|to use))?[^A-Za-z0-9\\n。]{0,16}(?:\\n[^A-Za-z0-9。]{0,24}){0,2}([A-Za-z0-9][A-Za-z0-9-]{3,11})(?![A-Za-z0-9-])`,
  'gi',
);
// Gmail puts it at the head of the subject: 「(#123456789) Gmail の転送の確認」.
const IN_SUBJECT = /^\s*(?:(?:fwd?|fw|転送)\s*:\s*)*\(#(\d{6,12})\)/i;
const DIGITS = /\d/g;

/** The code, as written; null where none is named. A word of letters alone is none. Text is NFKC. */
export function codeIn(subject: string, text: string): string | null {
  for (const source of [text, subject]) {
    for (const [, code = ''] of source.matchAll(NAMED)) if (isCode(code)) return code;
  }
  return IN_SUBJECT.exec(subject)?.[1] ?? null;
}

function isCode(code: string): boolean {
  const digits = code.match(DIGITS)?.length ?? 0;
  // Mixed codes are written in capitals; a word with a digit in it is not one.
  return digits >= 4 || (digits >= 1 && code === code.toUpperCase());
}
