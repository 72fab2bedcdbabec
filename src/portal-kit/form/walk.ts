// Walks the lines of a form: which are labels, in which part, and where each value ends. A value is never cut again;
// a message runs on to the next label of its block, heading or rule.
import { type BlockStyle, blockStyle } from './block-style.ts';
import { leadsToUrl, pageIn } from './detail-url.ts';
import type { Entry } from './entry.ts';
import { isSurelyLabel, type Labelled, type Line, type Pair } from './line.ts';
import { couldFill, formTails } from './message-end.ts';
import { isBlank } from './words/blanks.ts';
import { ONE_LINE, PERSON, RUNS_ON } from './words/field-traits.ts';
import { isBareHeading, type Section, sectionOf } from './words/sections.ts';

/** The entry whose value is still being read. */
interface Open {
  entry: Entry;
  line: Labelled;
  value: string[];
}

const SPACED = /^([^\s。、！？!?：:「」]{2,20})[ \u3000]+(\S[^。]{0,80})$/;

const STACKED = /^[^\s。、！？!?：:「」]{2,20}$/;

/** Takes the lines one by one; afterwards close() the last value and read the findings. */
export class Walk {
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
    if (line.kind === 'blank') this.#blank();
    else if (line.kind === 'rule') this.#rule();
    else if (line.kind === 'heading') this.#headed(line, at);
    else if (line.kind === 'pair' || line.kind === 'label') this.#paired(line, at);
    else if (line.kind === 'continued' && this.#open && !this.#inMessage()) this.#open.value.push(line.value);
    else this.#text(line, at);
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

  #paired(line: Labelled, at: number): void {
    if (this.#isLabel(line, at)) this.#labelled(line);
    else if (this.#isHeading(line, at)) this.#heading(line.pairs[0].label);
    else this.#text(line, at);
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
    const closed =
      pair.value === ''
        ? line.style === '␠' && field !== 'message'
        : isBlank(pair.value) || (field !== null && ONE_LINE.has(field));
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
    this.#announced = this.#pointsToPage(line, at);
    if (this.#announced) this.close();
    const unknown = this.#spaced(line) ?? this.#stacked(line, at);
    if (unknown) this.#labelled(unknown);
    else if (!this.#open) this.prose.push(line.text);
    else if (this.#inMessage()) this.#open.value.push(line.raw.trimEnd());
    else {
      this.#open.value.push(line.text);
      if (this.#open.entry.field && ONE_LINE.has(this.#open.entry.field)) this.close();
    }
  }

  /** In a block of `ラベル 値`, a line of two words that is nobody's message or address: a label nobody knows. */
  #spaced(line: Line): Labelled | null {
    if (!this.#style.established('␠') || !this.#betweenAnswers()) return null;
    const found = SPACED.exec(line.text);
    if (!found) return null;
    const pair = { label: found[1] ?? '', value: found[2] ?? '', field: null };
    const { raw, text } = line;
    return { kind: 'pair', raw, text, pairs: [pair], style: '␠', column: 0, padded: false };
  }

  /** In a block of labels above their values, a line with a line and the next label below it: a label nobody knows. */
  #stacked(line: Line, at: number): Labelled | null {
    if (!this.#style.established('⏎') || !this.#betweenAnswers() || !STACKED.test(line.text)) return null;
    const [value, next] = [this.#lines[at + 1], this.#lines[at + 2]];
    if (value?.kind !== 'text' || next?.kind !== 'label' || next.style !== '⏎') return null;
    const pair = { label: line.text, value: '', field: null };
    return { kind: 'label', raw: line.raw, text: line.text, pairs: [pair], style: '⏎' };
  }

  /** True after an answer that has its value and does not run on over lines. */
  #betweenAnswers(): boolean {
    const field = this.#open?.entry.field;
    return this.entries.length > 0 && !this.#waits() && !(field && RUNS_ON.has(field));
  }

  #page(text: string): void {
    const page = pageIn(text, this.#domains);
    if (page !== null && (this.detailUrl === null || this.#announced)) this.detailUrl = page;
    this.#announced = false;
  }

  /** A line that announces the portal's page on the next one. */
  #pointsToPage(line: Line, at: number): boolean {
    const next = this.#lines[at + 1];
    return next !== undefined && leadsToUrl(line.text) && pageIn(next.text, this.#domains) !== null;
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
      return line.style === open.line.style || this.#style.established(line.style) || isSurelyLabel(line);
    }
    return field !== null || this.#style.established(line.style);
  }

  #endsMessage(line: Labelled, open: Open, at: number): boolean {
    const field = line.pairs[0].field;
    const known = field !== null && field !== 'note';
    if (known && line.kind === 'label') return isSurelyLabel(line) || this.#style.established(line.style);
    if (!this.#style.belongs(line, open.line)) return false;
    if (!this.#style.plain(line)) return true;
    this.#tails ??= formTails(this.#lines, (line, i) => this.#pointsToPage(line, i));
    if (!known) return this.#tails[at] === true;
    if (!couldFill(field, line.pairs[0].value)) return false;
    return !this.entries.some((entry) => entry.field === field) || this.#tails[at + 1] === true;
  }

  /** `■見出し`, or in a block of `■ラベル⏎値` a label nobody knows. */
  #headed(line: Extract<Line, { kind: 'heading' }>, at: number): void {
    const { title, style } = line;
    if (style !== '' && this.#style.established(style) && !isBareHeading(title) && this.#textFollows(at))
      this.#labelled({ ...line, kind: 'label', pairs: [{ label: title, value: '', field: null }] });
    else if (this.#opens(line, at)) this.#heading(title);
    else this.#text(line, at);
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

  #textFollows(at: number): boolean {
    const next = this.#lines[at + 1];
    return next?.kind === 'text' || (next?.kind === 'pair' && next.pairs[0].field === null);
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
