// Text from mails and people as it may stand in a mail of ours: a name with line ends in it must not become a header or
// a line of ours, and must not turn the direction of what follows.

// Controls (with CR, LF and NUL), line separators, and what turns or hides text; joiners of emoji stay.
const UNSEEN = /[\p{Cc}\u2028\u2029\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+/gu;

/** One line of at most `most` letters, cut with …; '' when nothing is to be seen. */
export function line(text: string, most: number): string {
  return cut(
    text
      .slice(0, most * 8)
      .toWellFormed()
      .replace(UNSEEN, ' ')
      .replace(/ {2,}/g, ' ')
      .trim(),
    most,
  );
}

/** The beginning of a longer text: at most `most` letters on at most `lines` lines, each marked as quoted with `> `. */
export function quote(text: string, most: number, lines: number): string {
  const wanted = text
    .slice(0, most * 8)
    .split(/\r\n|[\r\n\u2028\u2029\v\f\u0085]/)
    .map((one) => line(one, most))
    .filter((one) => one !== '');
  const shown: string[] = [];
  let left = most;
  for (const one of wanted) {
    if (shown.length === lines || left <= 0) break;
    const fits = cut(one, left);
    shown.push(`> ${fits}`);
    left -= [...fits].length;
  }
  const isCut = shown.length < wanted.length || text.length > most * 8;
  return [...shown, ...(isCut && !shown.at(-1)?.endsWith('…') ? ['> …'] : [])].join('\n');
}

/** Text as it stands in HTML, also inside an attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most
    ? text
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
