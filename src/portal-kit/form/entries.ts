// From a mail's text to filled-in labels, before anything is made of the values.
import { addresseeIn } from './addressee.ts';
import type { Entry } from './entry.ts';
import { type SenderWords, withoutSignature } from './footer.ts';
import type { Line } from './line.ts';
import { readLines } from './read-lines.ts';
import { Walk } from './walk.ts';

/** What a mail's text says, before anything is made of the values. */
export interface Entries {
  entries: Entry[];
  /** Headings and lines that are neither label nor value: what the sender says about the form. */
  prose: string[];
  detailUrl: string | null;
  /** Firm and branch the mail is for. */
  addressee: string | null;
  /** How many labels the sender's own signature holds; they are not in `entries`. */
  footerLabels: number;
}

const MAX_LINES = 5_000;

/** Reads a mail's text. Linear in its length; lines past the 5,000th are not looked at. */
export function readEntries(text: string, sender: SenderWords): Entries {
  const lines = readLines(text, MAX_LINES);
  const form = withoutSignature(lines, sender);
  const walk = new Walk(form, sender.domains);
  let above: number | null = null;
  for (const [at, line] of form.entries()) {
    walk.step(line, at);
    if (above === null && walk.entries.length > 0) above = walk.prose.length;
  }
  walk.close();
  return {
    entries: walk.entries,
    prose: walk.prose,
    detailUrl: walk.detailUrl,
    addressee: addresseeIn(walk.prose.slice(0, above ?? walk.prose.length)),
    footerLabels: count(lines) - count(form),
  };
}

function count(lines: readonly Line[]): number {
  return lines.filter((line) => line.kind === 'pair').length;
}
