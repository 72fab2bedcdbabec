// Where text of an HTML mail is gathered: lines of a page or of a table cell, and rows of cells. Knows no tags.

/** A link that takes up a whole line: without its address on the next line nobody could follow it. */
interface Link {
  text: string;
  url: string;
}

/** Lines of the page, or of one cell. */
export class Flow {
  lines: string[] = [];
  /** A table wrote some of the lines. */
  hasTable = false;
  #line = '';
  #gap = false;
  #link: Link | null = null;

  /** The line so far, for a link to know where it began. */
  get line(): string {
    return this.#line;
  }

  /** Adds text with its blanks collapsed as HTML does; `verbatim` keeps blanks and line ends. */
  write(text: string, verbatim: boolean): void {
    if (verbatim) {
      const [first = '', ...more] = text.split('\n');
      this.#append(first);
      for (const line of more) {
        this.endLine(true);
        this.#append(line);
      }
      return;
    }
    const squeezed = text.replace(/[ \t\n\r\f]+/g, ' ');
    if (squeezed.startsWith(' ')) this.#gap = true;
    const inner = squeezed.slice(
      this.#gap && squeezed.startsWith(' ') ? 1 : 0,
      squeezed.endsWith(' ') ? -1 : undefined,
    );
    if (inner !== '') this.#append(inner);
    if (squeezed.endsWith(' ')) this.#gap = true;
  }

  #append(text: string): void {
    if (text === '') return;
    if (this.#gap && this.#line !== '') this.#line += ' ';
    this.#gap = false;
    this.#line += text;
  }

  /** Notes that the line so far is a link's text and nothing else. */
  markLink(url: string): void {
    this.#link = { text: this.#line, url };
  }

  /** Ends the line. An empty one counts only where it was asked for (`<br>`). */
  endLine(evenEmpty: boolean): void {
    this.#gap = false;
    if (this.#line === '' && !evenEmpty) return;
    // A blank paragraph (`<p>&nbsp;</p>`) is an empty line.
    this.lines.push(/^[\s\u3000]*$/.test(this.#line) ? '' : this.#line);
    const link = this.#link;
    if (link && link.text === this.#line) this.lines.push(link.url);
    this.#link = null;
    this.#line = '';
  }

  /** `<hr>`: what stands behind it is another section, to a reader too. */
  rule(): void {
    this.endLine(false);
    this.lines.push('-'.repeat(40));
  }

  /** Ends a cell: the address of its link, where that is all it holds; blank lines at its ends are dropped. */
  finishCell(): string | null {
    const link = this.lines.length === 0 && this.#link?.text === this.#line ? this.#link.url : null;
    this.#link = null;
    this.endLine(false);
    let start = 0;
    let end = this.lines.length;
    while (end > start && this.lines[end - 1] === '') end--;
    while (start < end && this.lines[start] === '') start++;
    this.lines = this.lines.slice(start, end);
    return link;
  }
}

/** A table that is open. Its rows go into the flow it stands in. */
export class Table {
  readonly into: Flow;
  cell: Flow | null = null;
  #row: { lines: string[]; hasTable: boolean; link: string | null }[] | null = null;

  constructor(into: Flow) {
    this.into = into;
  }

  openRow(): void {
    this.closeRow();
    this.#row = [];
  }

  openCell(): void {
    this.closeCell();
    this.#row ??= [];
    this.cell = new Flow();
  }

  closeCell(): void {
    if (!this.cell) return;
    const link = this.cell.finishCell();
    this.#row?.push({ lines: this.cell.lines, hasTable: this.cell.hasTable, link });
    this.cell = null;
  }

  /** Writes the row: cells apart by a TAB, a table in a cell on lines of its own. Empty cells before the
   * first text are layout and left out; one TAB stands for those behind the last, as a label may have no value. */
  closeRow(): void {
    this.closeCell();
    const row = this.#row;
    this.#row = null;
    if (!row) return;
    const filled = row.filter((cell) => cell.lines.length > 0);
    if (filled.length === 0) return;
    const { into } = this;
    into.endLine(false);
    into.hasTable = true;
    let line = '';
    let pending = 0;
    for (const cell of row) {
      if (cell.lines.length === 0) {
        if (line !== '') pending++;
        continue;
      }
      if (cell.hasTable) {
        if (line !== '') into.lines.push(line);
        for (const inner of cell.lines) into.lines.push(inner);
        line = '';
        pending = 0;
        continue;
      }
      if (line !== '') line += '\t'.repeat(pending + 1);
      pending = 0;
      line += cell.lines[0];
      for (let k = 1; k < cell.lines.length; k++) {
        into.lines.push(line);
        line = cell.lines[k] as string;
      }
    }
    if (line !== '') into.lines.push(pending > 0 ? `${line}\t` : line);
    const [only] = filled;
    if (filled.length === 1 && only?.link) into.lines.push(only.link);
  }
}
