// From lines to filled-in labels: which lines are labels, in which part of the form, and where each value ends.
// A value is never cut again; a message runs on to the next label of its block, heading or rule.
import { type BlockStyle, blockStyle, type Labelled } from './block-style.ts';
import { leadsToUrl, pageIn } from './detail-url.ts';
import { footerStart, type SenderWords } from './footer.ts';
import { type Line, type Pair, readLine } from './line.ts';
import { formTails } from './message-end.ts';
import { isBlank } from './words/blanks.ts';
import type { FieldId } from './words/labels.ts';
import { isBareHeading, type Section, sectionOf } from './words/sections.ts';

/** A label with its whole value as sent. `field` is null for a label nobody knows. */
export interface Entry {
  label: string;
  value: string;
  field: FieldId | null;
  section: Section;
}

/** What a mail's text says, before anything is made of the values. */
export interface Entries {
  entries: Entry[];
  /** Headings and lines that are neither label nor value: what the sender says about the form. */
  prose: string[];
  detailUrl: string | null;
  /** How many labels the sender's own signature holds; they are not in `entries`. */
  footerLabels: number;
}

/** The entry whose value is still being read. */
interface Open {
  entry: Entry;
  line: Labelled;
  value: string[];
}

const MAX_LINES = 5_000;
const PERSON = new Set<FieldId>([
  'name',
  'familyName',
  'nameKana',
  'familyKana',
  'email',
  'age',
  'contactTime',
  'contactMethod',
]);
/** Values of one line: a line below is not theirs. */
const ONE_LINE = new Set<FieldId>([
  'requestNumber',
  'requestedAt',
  'requestedDate',
  'requestedTime',
  'arrivedAt',
  'name',
  'familyName',
  'givenName',
  'nameKana',
  'familyKana',
  'givenKana',
  'email',
  'postalCode',
  'age',
  'roomNumber',
  'type',
  'layout',
  'builtYear',
  'exclusiveArea',
  'unitOrBuildingArea',
  'buildingArea',
  'landArea',
  'floors',
  'units',
  'listingNumber',
  'price',
  'rent',
]);

/** Reads a mail's text. Linear in its length; lines past the 5,000th are not looked at. */
export function readEntries(text: string, sender: SenderWords): Entries {
  const lines = text.split('\n', MAX_LINES).map(readLine);
  const end = footerStart(lines, sender);
  const form = lines.slice(0, end);
  const walk = new Walk(form, sender.domains);
  form.forEach((line, at) => walk.step(line, at));
  walk.close();
  return {
    entries: walk.entries,
    prose: walk.prose,
    detailUrl: walk.detailUrl,
    footerLabels: lines.slice(end).filter((line) => line.kind === 'pair').length,
  };
}

class Walk {
  readonly entries: Entry[] = [];
  readonly prose: string[] = [];
  detailUrl: string | null = null;
  readonly #lines: readonly Line[];
  readonly #domains: readonly string[];
  readonly #style: BlockStyle;
  #tails: boolean[] | null = null;
  #open: Open | null = null;
  #section: Section = 'none';
  #filledSinceHeading = false;
  #announced = false;

  constructor(lines: readonly Line[], domains: readonly string[]) {
    this.#lines = lines;
    this.#domains = domains;
    this.#style = blockStyle(lines);
  }

  step(line: Line, at: number): void {
    switch (line.kind) {
      case 'blank':
        return this.#blank();
      case 'rule':
        return this.#rule();
      case 'heading':
        return this.#opens(line, at) ? this.#heading(line.title) : this.#text(line, at);
      case 'pair':
      case 'label':
        if (this.#isLabel(line, at)) return this.#labelled(line);
        return this.#isHeading(line, at) ? this.#heading(line.pairs[0].label) : this.#text(line, at);
      case 'continued':
        if (this.#open && !this.#inMessage()) this.#open.value.push(line.value);
        else this.#text(line, at);
        return;
      case 'text':
        return this.#text(line, at);
    }
  }

  close(): void {
    if (!this.#open) return;
    const { entry, value } = this.#open;
    entry.value = value.join('\n').trim();
    this.#open = null;
  }

  #blank(): void {
    if (this.#inMessage()) this.#open?.value.push('');
    else if (!(this.#waits() && this.#open?.line.style === '⏎')) this.close();
  }

  #rule(): void {
    this.close();
    if (this.#filledSinceHeading) this.#section = 'none';
  }

  #heading(title: string): void {
    this.close();
    this.#section = sectionOf(title) ?? 'none';
    this.#filledSinceHeading = false;
    this.#announced = leadsToUrl(title);
    this.prose.push(title);
  }

  #labelled(line: Labelled): void {
    this.close();
    for (const pair of line.pairs) this.#add(pair, line);
    this.#filledSinceHeading = true;
  }

  #add(pair: Pair, line: Labelled): void {
    const { label, field } = pair;
    if (field && PERSON.has(field) && (this.#section === 'property' || this.#section === 'request'))
      this.#section = 'customer';
    const entry = { label, value: pair.value, field, section: this.#section };
    this.entries.push(entry);
    if (field === null || field === 'detailUrl') this.#page(pair.value);
    const closed = pair.value !== '' && (isBlank(pair.value) || (field !== null && ONE_LINE.has(field)));
    this.#open = closed ? null : { entry, line, value: [pair.value] };
  }

  #text(line: Line, at: number): void {
    const page = pageIn(line.text, this.#domains);
    if (page !== null && this.#waits() && !this.#inMessage()) {
      if (this.#open?.entry.field !== 'propertyUrl') this.#page(page);
    } else if (
      page !== null &&
      (!this.#inMessage() || this.#announced || this.#lines[at - 1]?.kind === 'blank')
    ) {
      this.close();
      this.#page(page);
      return;
    }
    const next = this.#lines[at + 1];
    this.#announced =
      leadsToUrl(line.text) && next !== undefined && pageIn(next.text, this.#domains) !== null;
    if (this.#announced) this.close();
    if (!this.#open) this.prose.push(line.text);
    else if (this.#inMessage()) this.#open.value.push(line.raw.trimEnd());
    else {
      this.#open.value.push(line.text);
      if (this.#open.entry.field && ONE_LINE.has(this.#open.entry.field)) this.close();
    }
  }

  #page(text: string): void {
    const page = pageIn(text, this.#domains);
    if (page !== null && (this.detailUrl === null || this.#announced)) this.detailUrl = page;
    this.#announced = false;
  }

  #inMessage(): boolean {
    return this.#open?.entry.field === 'message';
  }

  /** True while a label stands without a value and may have it on the next line. */
  #waits(): boolean {
    return this.#open !== null && this.#open.value.length === 1 && this.#open.value[0] === '';
  }

  #isLabel(line: Labelled, at: number): boolean {
    const open = this.#open;
    const field = line.pairs[0].field;
    if (field === null && line.kind === 'label' && isBareHeading(line.pairs[0].label)) return false;
    if (open && this.#inMessage()) return this.#endsMessage(line, open, at);
    if (open && this.#waits()) {
      if (open.entry.field === 'contactMethod' && line.style === '⏎') return false;
      return line.style === open.line.style || this.#style.established(line);
    }
    return field !== null || this.#style.established(line);
  }

  #endsMessage(line: Labelled, open: Open, at: number): boolean {
    const field = line.pairs[0].field;
    const known = field !== null && field !== 'note';
    if (known && line.kind === 'label') return line.style !== '⏎' || this.#style.established(line);
    if (!this.#style.belongs(line, open.line)) return false;
    if (!this.#style.plain(line)) return true;
    this.#tails ??= formTails(this.#lines);
    if (!known) return this.#tails[at] === true;
    return (
      !this.entries.some((entry) => entry.field === field && entry.value !== '') ||
      this.#tails[at + 1] === true
    );
  }

  /** A heading with a mark ends a message; one without, only where labels follow. */
  #opens(line: Extract<Line, { kind: 'heading' }>, at: number): boolean {
    if (line.strong) return true;
    if (this.#inMessage() || this.#waits()) return sectionOf(line.title) !== null && this.#labelFollows(at);
    return true;
  }

  /** A bracketed line that is no label: `＜お客様情報＞`, `【物件情報】`. */
  #isHeading(line: Labelled, at: number): boolean {
    if (line.kind !== 'label' || line.pairs[0].field !== null) return false;
    if (!this.#inMessage() && !this.#waits()) return true;
    return line.style.startsWith('＜') || (sectionOf(line.pairs[0].label) !== null && this.#labelFollows(at));
  }

  #labelFollows(at: number): boolean {
    const next = this.#lines
      .slice(at + 1, at + 4)
      .find((line) => line.kind !== 'blank' && line.kind !== 'rule');
    return (
      next !== undefined && (next.kind === 'pair' || next.kind === 'label') && next.pairs[0].field !== null
    );
  }
}
