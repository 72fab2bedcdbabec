// Whom a portal's mail is for: the line above the form with the firm and its branch, 「◯◯不動産 世田谷店 御中」. Where one address
// serves several branches, nothing else of the mail tells them apart.
import { nfkc } from '../../lib/japanese-text.ts';

/** Lines from the top, and letters of one. */
const LOOKED_AT = 8;
const MOST = 100;
const TITLE =
  /^(.*?)[ \u3000]*(御中|(?:ご|御)?担当者?(?:様|殿)|各位|様|殿)(?:[ \u3000]*[（(][^（(）)]{0,30}[）)])?$/;
/** A firm or a branch, and not a person. */
const FIRM =
  /会社|\((?:株|有|同)\)|店|支社|本社|支所|営業所|事業所|センター|不動産|住宅|建設|工務|ハウス|ホーム|リアルティ|エステート|ハウジング/;

/** The firm and its branch as written, without 御中; null where no line says it. `prose`: the lines before the form. */
export function addresseeIn(prose: readonly string[]): string | null {
  const lines = prose.slice(0, LOOKED_AT);
  for (const [at, line] of lines.entries()) {
    const [, name = '', title] = line.length <= MOST ? (TITLE.exec(line) ?? []) : [];
    if (title === undefined) continue;
    // 「ご担当者様」 stands below the line it goes with.
    const firm = name === '' ? (lines[at - 1] ?? '') : name;
    if (firm !== '' && firm.length <= MOST && (title === '御中' || FIRM.test(nfkc(firm)))) return firm;
  }
  return null;
}
