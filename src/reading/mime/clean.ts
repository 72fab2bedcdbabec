// Characters that text out of a mail never keeps: controls, lone surrogates. No decoding, no meaning.

/** C0 and C1 controls apart from TAB and LF, and DEL: they move cursors, end strings, and no person reads them. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;

/** Several lines of text: LF line ends, vertical tabs and form feeds are line ends too. `removed` when controls went. */
export function cleanText(text: string): { text: string; removed: boolean } {
  const lines = text.includes('\r') ? text.replace(/\r+\n|\r/g, '\n') : text;
  if (!CONTROLS.test(lines)) return { text: lines.toWellFormed(), removed: false };
  const clean = lines.replace(/[\x0b\x0c\x85]/g, '\n').replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f]/g, '');
  return { text: clean.toWellFormed(), removed: true };
}

/** One line of text (subjects, names, file names): controls and line ends become blanks or go, ends are trimmed. */
export function cleanLine(text: string): string {
  const line = /[^\x20-\x7e\xa0-\ud7ff\ue000-\uffff]/.test(text)
    ? text
        .replace(/[\r\n]+[ \t]*/g, ' ')
        .replace(/\t/g, ' ')
        .replace(/[\x00-\x1f\x7f-\x9f]/g, '')
        .toWellFormed()
    : text;
  let start = 0;
  let end = line.length;
  while (start < end && line.charCodeAt(start) === 0x20) start++;
  while (end > start && line.charCodeAt(end - 1) === 0x20) end--;
  return line.slice(start, end);
}
