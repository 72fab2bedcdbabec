// 連携名称: what a name may be, and when two are one.
import { foldText } from '../../lib/japanese-text.ts';

/** Letters (code points). */
const NAME_MAX = 100;

/** A name as it is kept: control characters are blanks, none at the ends. */
export function cleanName(typed: string): string {
  return typed
    .replace(/\p{Cc}+/gu, ' ')
    .toWellFormed()
    .trim();
}

/** What is wrong with a clean name, in Japanese; or null. */
export function nameFault(name: string): string | null {
  if (foldText(name) === '') return '連携名称を入力してください。';
  if ([...name].length > NAME_MAX)
    return `連携名称は${NAME_MAX}文字以内で入力してください（現在${[...name].length.toLocaleString('ja-JP')}文字）。`;
  return null;
}

/** Names that read alike are one: width, blanks and case do not part them. */
export function isSameName(a: string, b: string): boolean {
  return foldText(a) === foldText(b);
}
