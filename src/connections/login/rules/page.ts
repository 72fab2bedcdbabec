// A portal's page as the signs see it: its charset, its elements, the text a person reads. Never throws; hostile pages are
// cut, not followed: how deep and how many elements a page may have bounds every search in it.
import { selectAll } from 'css-select';
import {
  type AnyNode,
  type ChildNode,
  type Document,
  DomHandler,
  type Element,
  isTag,
  isText,
} from 'domhandler';
import { Parser } from 'htmlparser2';
import { nfkc } from '../../../lib/japanese-text.ts';

const REFRESH_SECONDS = 10;
const MAX_DEPTH = 256;
const MAX_ELEMENTS = 50_000;
/** Letters given to the parser at once: it looks through all open elements at each end tag. */
const PIECE = 16_384;

/** The elements of a page. */
export function parsePage(html: string): Document {
  const handler = new BoundedHandler();
  const parser = new Parser(handler);
  for (let at = 0; at < html.length && !handler.isCut; at += PIECE) parser.write(html.slice(at, at + PIECE));
  if (!handler.isCut) parser.end();
  return handler.root;
}

/** Builds the tree until it is too deep or too large, and ignores the rest. */
class BoundedHandler extends DomHandler {
  isCut = false;
  #depth = 0;
  #elements = 0;
  override onopentag(name: string, attributes: Record<string, string>): void {
    this.#depth++;
    this.#elements++;
    this.isCut ||= this.#depth > MAX_DEPTH || this.#elements > MAX_ELEMENTS;
    if (!this.isCut) super.onopentag(name, attributes);
  }
  override onclosetag(): void {
    this.#depth--;
    if (!this.isCut) super.onclosetag();
  }
  override ontext(text: string): void {
    if (!this.isCut) super.ontext(text);
  }
  override oncomment(): void {}
  override oncommentend(): void {}
}

/** Where the page sends its reader by itself within seconds (`<meta http-equiv=refresh>`), or null. */
export function refreshOf(document: Document, url: URL): URL | null {
  const meta = selectAll<AnyNode, Element>('meta[http-equiv]', document).find(
    ({ attribs }) => attribs['http-equiv']?.toLowerCase() === 'refresh',
  );
  const [, seconds, target] =
    /^\s{0,9}(\d{1,4})\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}["']?([^"'\s]{1,2000})/i.exec(
      meta?.attribs.content ?? '',
    ) ?? [];
  if (!target || Number(seconds) > REFRESH_SECONDS || !URL.canParse(target, url.href)) return null;
  return new URL(target, url);
}

const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'textarea', 'select', 'option']);

/** The text a person reads, folded for comparison: NFKC, without blanks, so that no markup divides a sentence. */
export function visibleText(node: ChildNode | Document): string {
  return folded(seen(node));
}

function seen(node: ChildNode | Document): string {
  if (isText(node)) return node.data;
  if (isTag(node) && (UNSEEN.has(node.name) || isHidden(node))) return '';
  return 'children' in node ? node.children.map(seen).join('') : '';
}

function isHidden({ attribs }: Element): boolean {
  return 'hidden' in attribs || /display\s*:\s*none/i.test(attribs.style ?? '');
}

/** As texts of signs are compared. */
export function folded(text: string): string {
  return nfkc(text).replace(/\s+/g, '');
}

/**
 * Decodes a page as browsers do: byte order mark, header, the page's own word; without any of these as UTF-8, or
 * Shift_JIS where that fails. `charset` is the WHATWG name.
 */
export function decodePage(
  body: Uint8Array,
  contentType: string | undefined,
): { html: string; charset: string } {
  const said = /charset\s*=\s*["']?([\w-]{1,40})/i;
  const head = new TextDecoder('latin1').decode(body.subarray(0, 4_096));
  const meta = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w-]{1,40})/i.exec(head)?.[1];
  const label = bom(body) ?? said.exec(contentType ?? '')?.[1] ?? meta;
  const decoder = decoderFor(label) ?? (isUtf8(body) ? new TextDecoder() : new TextDecoder('shift_jis'));
  return { html: decoder.decode(body), charset: decoder.encoding };
}

function bom([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : undefined;
}

function decoderFor(label: string | undefined) {
  try {
    return label === undefined ? null : new TextDecoder(label);
  } catch {
    return null;
  }
}

function isUtf8(body: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(body);
    return true;
  } catch {
    return false;
  }
}
