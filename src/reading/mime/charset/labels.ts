// Charset labels as mails write them → the charset meant. Whether the bytes agree is detect.ts's matter.

/** The charsets this reader decodes itself. */
export type JapaneseCharset = 'utf-8' | 'iso-2022-jp' | 'shift_jis' | 'euc-jp';

/**
 * `ascii` is a label that says nothing about 8-bit bytes. `western` (any one-byte charset) fits every bytes and so
 * proves nothing; `other` is a multi-byte one. Both are decoded by the runtime under `label`.
 */
export type LabelledCharset =
  | { kind: JapaneseCharset | 'ascii' | 'utf-16' }
  | { kind: 'western' | 'other'; label: string };

const JIS =
  'iso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jp2004 iso2022jpms iso2022jpext csiso2022jp xiso2022jp xwindowsiso2022jp ' +
  'windowsiso2022jp cp50220 cp50221 cp50222 xwindows50220 xwindows50221 xwindows50222 windows50220 windows50221 ' +
  'jis jis7 jis8 xjis jisencoding csjisencoding iso2022 2022jp ibm5054 jisautodetect';
const SHIFT_JIS =
  'shiftjis shiftjisx0213 shiftjis2004 sjis xsjis sjiswin sjisms xsjiscp932 mskanji xmskanji csshiftjis ' +
  'cp932 cp943 cp943c ms932 xms932 xmscp932 ibm932 ibm943 932 windows932 windows31j xwindows31j cswindows31j win31j ms31j xshiftjis';
const EUC =
  'eucjp xeucjp eucjpms eucjpwin eucjpmswin xeucjpms eucjp2004 eucjis2004 cp51932 xwindows51932 windows51932 ujis xujis euc xeuc ' +
  'cseucpkdfmtjapanese extendedunixcodepackedformatforjapanese eucjpx0213';
const UTF8 = 'utf8 xutf8 utf8mb4 unicode11utf8 utf8n cputf8 65001 cp65001';
const ASCII =
  'usascii ascii ansix341968 iso646us csascii us ascii7 646 7bit 8bit binary unknown unknown8bit xunknown default none';
/** What the name of the commonest one-byte charset is written as. */
const WINDOWS_1252 = 'iso88591 latin1 l1 windows1252 cp1252 xansi ansi';
const UTF16 = 'utf16 utf16le utf16be ucs2 unicode iso10646ucs2 csunicode';

const known = new Map<string, LabelledCharset>();
for (const [kind, labels] of [
  ['iso-2022-jp', JIS],
  ['shift_jis', SHIFT_JIS],
  ['euc-jp', EUC],
  ['utf-8', UTF8],
  ['ascii', ASCII],
  ['utf-16', UTF16],
] as const) {
  for (const label of labels.split(' ')) known.set(label, { kind });
}
for (const label of WINDOWS_1252.split(' ')) known.set(label, { kind: 'western', label: 'windows-1252' });

/** A handful of labels covers nearly all mail; hostile ones must not fill the memory. */
const REMEMBERED = 500;
const remembered = new Map<string, LabelledCharset | null>();

/**
 * The charset a label means, whatever its case, separators, quotes or trailing junk; null where there is no label
 * or nobody knows it.
 */
export function readLabel(label: string | null): LabelledCharset | null {
  if (!label) return null;
  const seen = remembered.get(label);
  if (seen !== undefined) return seen;
  const read = interpret(label);
  if (remembered.size < REMEMBERED) remembered.set(label, read);
  return read;
}

function interpret(label: string): LabelledCharset | null {
  // `3D"…"` is what is left of a quoted-printable header line; `charset=` stands twice in some.
  const bare = label
    .slice(0, 80)
    .replace(/^3D(?=["'])/i, '')
    .replace(/["'<>]/g, ' ')
    .replace(/^ *charset *= */i, '');
  const token = /[\w.:()+-][\w.:()+ -]*/.exec(bare)?.[0].trim() ?? '';
  // The name alone (RFC 2231 adds a language: `ISO-2022-JP*ja`), then without the junk behind it: `iso-2022-jp format=flowed`, `shift_jis (Japanese)`.
  for (const name of [token, token.split(/[ :;,(]/)[0] ?? '']) {
    const key = name.toLowerCase().replace(/[^a-z0-9]/g, '');
    const found = known.get(key) ?? known.get(key.replace(/^cs/, ''));
    if (found) return found;
  }
  try {
    const { encoding } = new TextDecoder(token.split(' ')[0]);
    return { kind: /^(?:gb|big5|euc-kr|x-user)/.test(encoding) ? 'other' : 'western', label: encoding };
  } catch {
    return null;
  }
}

/** Whether two labels mean one charset, so that text cut between them may be joined as bytes. */
export function sameCharset(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const [a, b] = [readLabel(one), readLabel(other)];
  return a !== null && b !== null && a.kind === b.kind && a.kind !== 'other' && a.kind !== 'western';
}
