// HTML → the text a person reads in it. Hostile input: nothing is run, fetched or kept as markup.
// On htmlparser2's tokenizer, not its parser, whose stack of open tags takes quadratic time on nested junk.
import { QuoteType, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { Flow, Table } from './html-flow.ts';
import { limits } from './limits.ts';

/** Elements whose text nobody sees. */
const HIDDEN = new Set(['script', 'style', 'head', 'title', 'template']);
/** What may stand in a head; anything else shows that its end tag is missing. */
const IN_HEAD = new Set([
  'meta',
  'link',
  'base',
  'script',
  'style',
  'title',
  'noscript',
  'template',
  'xml',
  'o:p',
]);
/** Elements that begin and end a line. */
const BLOCK = new Set(
  (
    'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
    'footer form h1 h2 h3 h4 h5 h6 header html legend li main menu nav ol optgroup option p pre section summary table tbody ' +
    'td tfoot th thead tr ul'
  ).split(' '),
);

/**
 * The text of an HTML mail, LF line ends: blocks break lines, a table row is one line with its cells apart by a TAB,
 * `<br>` breaks lines inside cells too, nbsp is a blank. A link alone on its line is followed by its address.
 */
export function htmlToText(html: string): string {
  const page = new Page(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, page);
  tokenizer.write(html);
  tokenizer.end();
  return page.finish();
}

class Page implements TokenizerCallbacks {
  readonly #html: string;
  readonly #root = new Flow();
  readonly #tables: Table[] = [];
  /** Tables opened beyond the limit, read as blocks. */
  #deeper = 0;
  #hidden: string | null = null;
  #verbatim = 0;
  #tag = '';
  #attribute = '';
  #value = '';
  #href = '';
  #anchor: { url: string; flow: Flow } | null = null;

  constructor(html: string) {
    this.#html = html;
  }

  get #flow(): Flow {
    const table = this.#tables[this.#tables.length - 1];
    return table ? (table.cell ?? table.into) : this.#root;
  }

  finish(): string {
    while (this.#tables.length > 0) this.#closeTable();
    this.#root.endLine(false);
    const { lines } = this.#root;
    return lines.length === 0 ? '' : `${lines.join('\n').replaceAll('\u00a0', ' ')}\n`;
  }

  ontext(start: number, end: number): void {
    if (this.#hidden === null) this.#flow.write(this.#html.slice(start, end), this.#verbatim > 0);
  }

  ontextentity(codepoint: number): void {
    if (this.#hidden === null) this.#flow.write(String.fromCodePoint(codepoint), this.#verbatim > 0);
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#html.slice(start, Math.min(end, start + 40)).toLowerCase();
    this.#href = '';
  }

  onattribname(start: number, end: number): void {
    this.#attribute =
      this.#tag === 'a' && end - start === 4 ? this.#html.slice(start, end).toLowerCase() : '';
    this.#value = '';
  }

  onattribdata(start: number, end: number): void {
    if (this.#attribute === 'href') this.#value += this.#html.slice(start, Math.min(end, start + 4_000));
  }

  onattribentity(codepoint: number): void {
    if (this.#attribute === 'href') this.#value += String.fromCodePoint(codepoint);
  }

  onattribend(quote: QuoteType): void {
    if (this.#attribute === 'href' && quote !== QuoteType.NoValue) this.#href = this.#value.trim();
    this.#attribute = '';
  }

  onselfclosingtag(): void {
    this.onopentagend();
  }

  onopentagend(): void {
    const tag = this.#tag;
    if (this.#hidden === 'head' && !IN_HEAD.has(tag)) this.#hidden = null;
    if (this.#hidden !== null) return;
    if (HIDDEN.has(tag)) this.#hidden = tag;
    else if (tag === 'br') this.#flow.endLine(true);
    else if (tag === 'hr') this.#flow.rule();
    else if (tag === 'a') this.#openAnchor();
    else if (BLOCK.has(tag)) this.#openBlock(tag);
  }

  onclosetag(start: number, end: number): void {
    const tag = this.#html
      .slice(start, Math.min(end, start + 40))
      .toLowerCase()
      .trim();
    if (this.#hidden !== null) {
      if (tag === this.#hidden) this.#hidden = null;
      return;
    }
    if (tag === 'a') this.#closeAnchor();
    else if (tag === 'br') this.#flow.endLine(true);
    else if (BLOCK.has(tag)) this.#closeBlock(tag);
  }

  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}

  #openAnchor(): void {
    const url = /^https?:\/\/[^\s<>"]{1,2000}$/i.test(this.#href) ? this.#href : '';
    this.#anchor = url !== '' && this.#flow.line === '' ? { url, flow: this.#flow } : null;
  }

  #closeAnchor(): void {
    const anchor = this.#anchor;
    this.#anchor = null;
    if (
      anchor &&
      anchor.flow === this.#flow &&
      anchor.flow.line !== '' &&
      !anchor.flow.line.includes('://')
    ) {
      anchor.flow.markLink(anchor.url);
    }
  }

  #openBlock(tag: string): void {
    const table = this.#tables[this.#tables.length - 1];
    if (tag === 'table') {
      if (this.#tables.length >= limits.tableDepth) this.#deeper++;
      else {
        this.#flow.endLine(false);
        this.#tables.push(new Table(this.#flow));
      }
    } else if (tag === 'tr' && table && this.#deeper === 0) table.openRow();
    else if ((tag === 'td' || tag === 'th') && table && this.#deeper === 0) table.openCell();
    else this.#flow.endLine(false);
    if (tag === 'pre') this.#verbatim++;
  }

  #closeBlock(tag: string): void {
    const table = this.#tables[this.#tables.length - 1];
    if (tag === 'pre' && this.#verbatim > 0) this.#verbatim--;
    if (tag === 'table' && this.#deeper > 0) this.#deeper--;
    else if (tag === 'table' && table) this.#closeTable();
    else if (tag === 'tr' && table && this.#deeper === 0) table.closeRow();
    else if ((tag === 'td' || tag === 'th') && table && this.#deeper === 0) table.closeCell();
    else this.#flow.endLine(false);
  }

  #closeTable(): void {
    this.#tables.pop()?.closeRow();
  }
}

/** The charset an HTML part names in itself (`<meta charset>`, `<meta http-equiv>`), or null. Looks at its start only. */
export function metaCharset(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, Math.min(bytes.length, 4_096));
  return (
    /<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{2,40})/i.exec(
      head,
    )?.[1] ?? null
  );
}
