// The tree of parts → one text, the HTML source and the attachments. Which part speaks, and in which order.
import type { MailAttachment } from '../../portal-kit/mail.ts';
import { decodeText } from './charset/index.ts';
import { cleanText } from './clean.ts';
import type { WordContext } from './encoded-words.ts';
import { unflow } from './flowed.ts';
import { htmlToText, metaCharset } from './html-text.ts';
import { type Budget, limits } from './limits.ts';
import { textParameter } from './parameters.ts';
import type { Part } from './part.ts';
import { decodeTransfer } from './transfer.ts';

/** What a part says. `text` is made when asked for: an alternative's HTML is often never read. */
interface Voice {
  text: () => string;
  fromHtml: boolean;
  html: string | null;
}

/** One attached file that is looked for: the `left`-th from here on. */
export interface WantedFile {
  left: number;
  file: { filename: string | null; bytes: Buffer } | null;
}

/** What was found on the way through the tree. */
export interface Findings {
  attachments: MailAttachment[];
  /** Bytes of attached mails, in order. */
  mails: Buffer[];
  /** Whether any part spoke; the first text part speaks even when it has a file name. */
  spoken: boolean;
  /** An attached text, read when nothing else speaks. */
  lastResort: (() => string) | null;
  context: WordContext;
  budget: Budget;
  wanted: WantedFile | null;
}

const SILENT: Voice = { text: () => '', fromHtml: false, html: null };

/** White space, full-width and zero-width ones included, is no text. */
export function isBlank(text: string): boolean {
  return /^[\s\u200b-\u200d\u2060\ufeff]*$/.test(text);
}

/** The text of the whole tree and its HTML source. */
export function readTree(root: Part, findings: Findings): { text: string; html: string | null } {
  const voice = speak(root, true, findings);
  let text = voice.text();
  if (!findings.spoken && findings.mails.length === 0) {
    // No part speaks: a text that was attached, or what stood before the first boundary, may be all there is.
    text = findings.lastResort?.() ?? plainText(root.preamble, root, null, findings);
  }
  return { text, html: voice.html };
}

function speak(part: Part, isRoot: boolean, findings: Findings): Voice {
  if (part.children) {
    const voices = part.children.map((child) => speak(child, false, findings));
    return part.contentType === 'multipart/alternative' ? choose(voices, findings.context) : combine(voices);
  }
  const { context } = findings;
  const { contentType } = part;
  const filename =
    textParameter(part.disposition, 'filename', context) ?? textParameter(part.type, 'name', context);
  const { bytes, broken } = decodeTransfer(part.body, part.encoding);
  if (isMail(contentType, filename)) {
    findings.mails.push(bytes);
    return SILENT;
  }
  const attached =
    !isRoot && (part.disposition.value === 'attachment' || (filename !== null && findings.spoken));
  if (!isText(contentType) || attached) {
    findings.attachments.push({ filename, contentType, size: bytes.length });
    if (findings.wanted && findings.wanted.left-- === 0) findings.wanted.file = { filename, bytes };
    if (contentType === 'text/plain') findings.lastResort ??= () => plainText(bytes, part, null, findings);
    return SILENT;
  }
  if (broken) context.warnings.add('transfer-encoding-broken');
  findings.spoken = true;
  if (isHtml(contentType)) {
    const html = plainText(bytes, part, metaCharset(bytes), findings);
    return { text: once(() => readHtml(html)), fromHtml: true, html };
  }
  const text = plainText(bytes, part, null, findings);
  const format = (name: string) => part.type.parameters.get(name)?.toLowerCase();
  const flowed = format('format') === 'flowed';
  return {
    text: once(() => (flowed ? unflow(text, format('delsp') === 'yes') : text)),
    fromHtml: false,
    html: null,
  };
}

function once(make: () => string): () => string {
  let made: string | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

const isHtml = (type: string) => type === 'text/html' || type === 'application/xhtml+xml';

const isText = (type: string) => isHtml(type) || (type.startsWith('text/') && !ATTACHED_TEXT.has(type));

/** Attached mails, also those that a mailer took for a file. */
function isMail(type: string, filename: string | null): boolean {
  if (type === 'message/rfc822' || type === 'message/global') return true;
  return /\.eml$/i.test(filename ?? '') && /^(?:application\/|text\/plain|message\/)/.test(type);
}

/** Entities can spell control characters that the source does not hold. */
const readHtml = (html: string): string => cleanText(htmlToText(html)).text;

/** Text types that are data for a program. */
const ATTACHED_TEXT = new Set([
  'text/calendar',
  'text/csv',
  'text/vcard',
  'text/x-vcard',
  'text/directory',
  'text/xml',
  'text/css',
  'text/rtf',
  'text/x-amp-html',
  'text/watch-html',
]);

/** Decodes a part's bytes: its label, then the charset it names in itself, then detection. LF line ends. */
function plainText(bytes: Buffer, part: Part, inner: string | null, findings: Findings): string {
  const { context, budget } = findings;
  const room = Math.min(limits.partTextBytes, budget.textUnits * 3);
  const cut = bytes.length > room;
  if (cut) context.warnings.add('text-cut');
  const label = part.type.parameters.get('charset') ?? null;
  const read = decodeText(cut ? bytes.subarray(0, room) : bytes, label ?? inner, inner ?? context.hint);
  if (read.guessed) context.warnings.add('charset-guessed');
  if (read.damaged) context.warnings.add('charset-damaged');
  context.hint ??= read.charset === 'us-ascii' ? null : read.charset;
  const { text, removed } = cleanText(read.text);
  if (removed) context.warnings.add('control-characters-removed');
  budget.textUnits -= Math.min(budget.textUnits, text.length);
  return text;
}

/** multipart/alternative: the plain part, unless it is blank or only says that the mail is HTML. */
function choose(voices: Voice[], context: WordContext): Voice {
  const html = voices.findLast((voice) => voice.html !== null)?.html ?? null;
  let plain = voices.find((voice) => !voice.fromHtml && !isBlank(voice.text()));
  const page = voices.find((voice) => voice.fromHtml);
  if (plain && page && isStub(plain.text(), page)) {
    context.warnings.add('plain-part-is-stub');
    plain = undefined;
  }
  const speaking = plain ?? page ?? voices[0] ?? SILENT;
  return { text: speaking.text, fromHtml: speaking.fromHtml, html };
}

/** 「このメールはHTML形式です」 and the like: a short note about HTML beside a page that says much more. */
function isStub(plain: string, page: Voice): boolean {
  if (plain.length > 300 || !/html|ｈｔｍｌ|ＨＴＭＬ/i.test(plain)) return false;
  const text = page.text();
  return text.length > plain.length * 2 && !isTwin(plain, text);
}

/** Everything that speaks, in order; an HTML twin of the plain part is left out. */
function combine(voices: Voice[]): Voice {
  const speaking = voices.filter((voice) => voice !== SILENT);
  if (speaking.length === 1) return speaking[0] as Voice;
  const plain = speaking.filter((voice) => !voice.fromHtml);
  const html = speaking.flatMap((voice) => voice.html ?? []).join('\n') || null;
  const text = once(() => {
    const said = plain.map((voice) => voice.text()).join('\n');
    let whole = '';
    for (const voice of speaking) {
      const next = voice.text();
      if (isBlank(next) || (voice.fromHtml && isTwin(said, next))) continue;
      whole += whole === '' || whole.endsWith('\n') ? next : `\n${next}`;
    }
    return whole;
  });
  return { text, fromHtml: plain.length === 0 && speaking.length > 0, html };
}

/** Whether most lines of the plain text stand in the HTML's text too (scripts send both side by side, not as alternatives). */
function isTwin(plain: string, html: string): boolean {
  const squeeze = (text: string) => text.replace(/\s+/g, '');
  const page = squeeze(html.slice(0, 200_000));
  const lines = plain
    .slice(0, 100_000)
    .split('\n', 200)
    .map(squeeze)
    .filter((line) => line !== '');
  return lines.length > 0 && lines.filter((line) => page.includes(line)).length * 2 >= lines.length;
}
