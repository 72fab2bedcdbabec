// What is often wrong with a value that was copied: blanks at its ends, full-width letters. Pure; changes nothing itself.

// Blanks of every kind, with those nobody sees.
const blank = '[\\s\\u00a0\\u200b-\\u200d\\u2060\\u3000\\ufeff]';
const ends = new RegExp(`^${blank}+|${blank}+$`, 'g');
const blanks = new RegExp(blank, 'g');
const plain = /^[\x21-\x7e]*$/;

export interface Oddities {
  /** Blanks at an end. */
  hasBlankEnds: boolean;
  /** `repairable`: full-width letters, digits or signs that have a half-width twin; `other`: something else no login has. */
  wide: 'repairable' | 'other' | null;
}

export function odditiesOf(value: string): Oddities {
  const inside = withoutBlankEnds(value);
  const solid = inside.replace(blanks, '');
  const wide =
    plain.test(solid) && !inside.includes('\u3000')
      ? null
      : narrowed(inside) === inside
        ? 'other'
        : 'repairable';
  return { hasBlankEnds: inside !== value, wide };
}

export function withoutBlankEnds(value: string): string {
  return value.replace(ends, '');
}

/** Ｔａｒｏ＠１ → Taro@1; everything else stays as it is. */
export function narrowed(value: string): string {
  return value
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
