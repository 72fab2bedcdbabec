// Cutting and linking text that strangers wrote. Pure.

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** The first `most` letters as people count them (no letter is halved), or null when the text is not longer. */
export function startOf(text: string, most: number): string | null {
  if (text.length <= most) return null;
  let count = 0;
  for (const { index } of segmenter.segment(text)) {
    if (count === most) return text.slice(0, index);
    count += 1;
  }
  return null;
}

/** The same, and no more than `mostLines` lines. */
export function startOfLines(text: string, most: number, mostLines: number): string | null {
  let end = -1;
  for (let line = 0; line < mostLines; line += 1) {
    end = text.indexOf('\n', end + 1);
    if (end === -1) return startOf(text, most);
  }
  const lines = text.slice(0, end);
  return startOf(lines, most) ?? lines;
}

/** A text cut for a title or a notice, with 「…」. */
export function short(text: string, most: number): string {
  const start = startOf(text, most);
  return start === null ? text : `${start}…`;
}

/** The address when it is a web address a person may follow, else null: no javascript:, no data:, no file:. */
export function safeUrl(text: string | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const { protocol, href, username } = new URL(text);
  return (protocol === 'https:' || protocol === 'http:') && username === '' ? href : null;
}

/** `tel:` address of a phone (E.164), or null when there is nothing to dial. */
export function telUrl(phone: string | undefined): string | null {
  const digits = (phone ?? '').replace(/[^\d+]/g, '');
  return digits.replace('+', '').length >= 3 ? `tel:${digits}` : null;
}

/** `mailto:` address of a mail address as sent. */
export function mailUrl(email: string): string {
  return `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`;
}
