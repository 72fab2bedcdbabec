// One cell of a CSV file: what a spreadsheet would run as a formula is text in it, and becomes itself again. Pure.
import { splitPhones } from '../../lib/phones.ts';

/** Begins like a formula, or like one that was defused before. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;

/** The cell of a value: an apostrophe before what a spreadsheet would run. */
export const defuse = (value: string): string => (FORMULA.test(value) ? `'${value}` : value);

/** The value of a cell; `restore(defuse(value))` is the value, whatever it is. */
export const restore = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** What stands between the values of one cell that holds several. */
export const JOINT = ' / ';

/** Phones of a cell, each as written; the apostrophe that keeps a spreadsheet from taking a zero away is none of it. */
export const phonesIn = (value: string): string[] =>
  splitPhones(value).map((phone) => phone.replace(/^'+(?=[0-9０-９(（])/, ''));

/** Mail addresses of a cell. */
export const emailsIn = (value: string): string[] =>
  value.split(/\s*[,、，;；]\s*|\s+[/／]\s+|\s+/).filter((email) => email !== '');

/** Names of a cell that holds several: as the export joins them, where `isName` knows them; else by any other sign. */
export function namesIn(value: string, isName: (name: string) => boolean): string[] {
  const parts = value.split(JOINT);
  const names: string[] = [];
  for (let at = 0; at < parts.length; ) {
    // A name may hold the joint itself: the longest that is one.
    let end = parts.length;
    while (end > at + 1 && !isName(parts.slice(at, end).join(JOINT))) end--;
    names.push(parts.slice(at, end).join(JOINT));
    at = end;
  }
  return names
    .flatMap((name) => (isName(name) ? [name] : name.split(/[/／、,，;；\n]/)))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
