// The door of the MIME reader: raw mail → DecodedMail. Reads bytes and nothing else; knows no portal.
import type { DecodedMail, MailAttachment } from '../../portal-kit/mail.ts';
import { readAddresses } from './addresses.ts';
import { type Findings, isBlank, readTree, type WantedFile } from './body-text.ts';
import { readDate } from './date.ts';
import { decodeRaw, decodeUnstructured, type WordContext } from './encoded-words.ts';
import { fieldOf } from './headers.ts';
import { type Budget, limits } from './limits.ts';
import { readPart } from './part.ts';
import type { Warnings } from './warnings.ts';

/**
 * Decodes a mail as it came over SMTP or out of a file: RFC 5322, MIME and every deviation Japanese mail software is
 * known for. Any bytes give an answer, in time linear to their number and within the bounds of limits.ts; what was
 * guessed, mended or cut is named in `warnings` (warnings.ts). Never throws.
 */
export function decodeMail(raw: Uint8Array): DecodedMail {
  return decodeWhole(raw, null);
}

/** Its attached files, those of attached mails after its own. */
export function filesOf(mail: DecodedMail): MailAttachment[] {
  return [...mail.attachments, ...mail.nested.flatMap(filesOf)];
}

/** The file at this place in `filesOf`, its bytes as they were before the mail; null: there is none. */
export function readFile(raw: Uint8Array, index: number): WantedFile['file'] {
  const wanted: WantedFile = { left: index, file: null };
  decodeWhole(raw, wanted);
  return wanted.file;
}

function decodeWhole(raw: Uint8Array, wanted: WantedFile | null): DecodedMail {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return decodeAt(withLineFeeds(bytes), 0, { parts: limits.parts, textUnits: limits.textUnits }, wanted);
}

function decodeAt(raw: Buffer, depth: number, budget: Budget, wanted: WantedFile | null): DecodedMail {
  const warnings: Warnings = new Set();
  const context: WordContext = { hint: null, warnings };
  const root = readPart(raw, false, 'text/plain', depth, budget, context);
  const findings: Findings = {
    attachments: [],
    mails: [],
    spoken: false,
    lastResort: null,
    context,
    budget,
    wanted,
  };
  // The body first: its charset is what raw bytes in the header are most likely written in.
  const { text: own, html } = readTree(root, findings);
  const nested = readNested(findings.mails, depth, findings, warnings);
  let text = own;
  for (const mail of nested) {
    const addition = [mail.subject, mail.text].filter((piece) => piece !== '').join('\n');
    text += isBlank(text) || text.endsWith('\n') ? addition : `\n${addition}`;
  }
  if (text.length > limits.textUnits) {
    text = text.slice(0, limits.textUnits).toWellFormed();
    warnings.add('text-cut');
  }
  if (isBlank(text)) warnings.add('no-readable-part');
  const date = fieldOf(root.fields, 'date');
  const sentAt = date === null ? null : readDate(decodeRaw(date, context));
  if (date !== null && sentAt === null) warnings.add('date-unreadable');
  const addresses = (name: string) => readAddresses(fieldOf(root.fields, name), context);
  return {
    subject: decodeUnstructured(fieldOf(root.fields, 'subject') ?? '', context),
    from: addresses('from')[0] ?? addresses('sender')[0] ?? null,
    to: addresses('to'),
    sentAt,
    messageId: messageId(fieldOf(root.fields, 'message-id')),
    text,
    html,
    attachments: findings.attachments,
    nested,
    warnings: [...warnings],
  };
}

function readNested(
  mails: Buffer[],
  depth: number,
  { budget, wanted }: Findings,
  warnings: Warnings,
): DecodedMail[] {
  const nested: DecodedMail[] = [];
  for (const raw of mails) {
    if (depth + 1 >= limits.depth) {
      warnings.add('depth-limit');
      break;
    }
    if (--budget.parts <= 0) {
      warnings.add('parts-limit');
      break;
    }
    nested.push(decodeAt(withLineFeeds(raw), depth + 1, budget, wanted));
  }
  return nested;
}

/** `<id@host>` as sent, or the first word where the brackets are missing. */
function messageId(value: string | null): string | null {
  if (value === null) return null;
  const id = /<[^<>]{1,998}>/.exec(value)?.[0] ?? value.split(/\s/)[0] ?? '';
  const printable = id.replace(/[^\x21-\x7e]/g, '');
  return printable === '' ? null : printable;
}

/** A mail whose only line ends are CR (old Mac software) gets LF, which all the rest counts on. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes(0x0a) || !raw.includes(0x0d)) return raw;
  const copy = Buffer.from(raw);
  for (let at = copy.indexOf(0x0d); at >= 0; at = copy.indexOf(0x0d, at + 1)) copy[at] = 0x0a;
  return copy;
}
