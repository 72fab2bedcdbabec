// A mail's bytes → its tree of parts. Decides where parts begin and end and what they are called; reads no text.
import type { WordContext } from './encoded-words.ts';
import { type Field, fieldOf, readHeader } from './headers.ts';
import { type Budget, limits } from './limits.ts';
import { type Parametrized, readParameters } from './parameters.ts';
import { decodeTransfer } from './transfer.ts';

/** One entity: a leaf has a body, a multipart has children. */
export interface Part {
  fields: Field[];
  /** `text/plain` where the header says nothing usable. */
  contentType: string;
  type: Parametrized;
  disposition: Parametrized;
  encoding: string;
  body: Buffer;
  children: Part[] | null;
  /** What stood before the first boundary. */
  preamble: Buffer;
}

const LF = 0x0a;
const DASH = 0x2d;
const NOTHING: Buffer = Buffer.alloc(0);

/** Reads the entity in `raw`; `inside` is false for a mail, true for a part of one. */
export function readPart(
  raw: Buffer,
  inside: boolean,
  fallbackType: string,
  depth: number,
  budget: Budget,
  context: WordContext,
): Part {
  const header = readHeader(raw, inside);
  if (header.cut) context.warnings.add('header-cut');
  const type = readParameters(fieldOf(header.fields, 'content-type'), context);
  const part: Part = {
    fields: header.fields,
    contentType: mediaType(type.value, fallbackType),
    type,
    disposition: readParameters(fieldOf(header.fields, 'content-disposition'), context),
    encoding: fieldOf(header.fields, 'content-transfer-encoding') ?? '',
    body: raw.subarray(header.bodyAt),
    children: null,
    preamble: NOTHING,
  };
  if (part.contentType.startsWith('multipart/')) openMultipart(part, depth, budget, context);
  return part;
}

/** `type/subtype` of what was written; short and swapped forms are understood. */
function mediaType(value: string, fallback: string): string {
  if (/^[\w.+-]+\/[\w.+-]+$/.test(value)) return value === 'plain/text' ? 'text/plain' : value;
  if (value === 'html') return 'text/html';
  if (value === 'text' || value === 'plain') return 'text/plain';
  return /^(?:text|multipart)\//.exec(value)
    ? value.startsWith('text')
      ? 'text/plain'
      : 'multipart/mixed'
    : fallback;
}

function openMultipart(part: Part, depth: number, budget: Budget, context: WordContext): void {
  if (depth >= limits.depth) {
    context.warnings.add('depth-limit');
    return;
  }
  let split = splitAt(part.body, part.type.parameters.get('boundary') ?? '', budget, context);
  if (!split && part.encoding !== '') {
    // A multipart may not be encoded as a whole; some gateways do it.
    const { bytes } = decodeTransfer(part.body, part.encoding);
    split =
      bytes === part.body
        ? null
        : splitAt(bytes, part.type.parameters.get('boundary') ?? '', budget, context);
  }
  if (!split) {
    const guess = guessBoundary(part.body);
    if (guess !== null) {
      context.warnings.add('boundary-guessed');
      split = splitAt(part.body, guess, budget, context);
    }
  }
  if (!split) {
    // No parts at all: what is there is text.
    context.warnings.add('boundary-guessed');
    part.contentType = 'text/plain';
    return;
  }
  const inner = part.contentType === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  part.preamble = split.preamble;
  part.children = split.bodies.map((body) => readPart(body, true, inner, depth + 1, budget, context));
}

interface Split {
  preamble: Buffer;
  bodies: Buffer[];
}

/** The bodies between boundary lines; null where no such line is found. Text behind the closing line is an epilogue. */
function splitAt(body: Buffer, boundary: string, budget: Budget, context: WordContext): Split | null {
  const delimiter = Buffer.from(`--${boundary.trimEnd()}`, 'latin1');
  if (delimiter.length === 2) return null;
  const bodies: Buffer[] = [];
  let preamble: Buffer = NOTHING;
  let open = -1;
  let seen = false;
  let closed = false;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + delimiter.length)) {
    if (at > 0 && body[at - 1] !== LF) continue;
    let after = at + delimiter.length;
    const closing = body[after] === DASH && body[after + 1] === DASH;
    if (closing) after += 2;
    while (after < body.length && (body[after] === 0x20 || body[after] === 0x09 || body[after] === 0x0d))
      after++;
    if (after < body.length && body[after] !== LF) continue;
    const before = body.subarray(Math.max(open, 0), lineEndBefore(body, at, Math.max(open, 0)));
    if (open >= 0) bodies.push(before);
    else if (!seen) preamble = before;
    seen = true;
    closed = closing;
    open = closing ? -1 : Math.min(after + 1, body.length);
    if (--budget.parts <= 0) {
      context.warnings.add('parts-limit');
      return { preamble, bodies };
    }
  }
  if (!seen) return null;
  if (open >= 0) bodies.push(body.subarray(open));
  if (!closed) context.warnings.add('boundary-unclosed');
  return { preamble, bodies };
}

/** The line end before a boundary belongs to the boundary. */
function lineEndBefore(body: Buffer, at: number, floor: number): number {
  let end = at;
  if (end > floor && body[end - 1] === LF) end--;
  if (end > floor && body[end - 1] === 0x0d) end--;
  return end;
}

/** The first line that starts like a boundary and has a part's header under it. */
function guessBoundary(body: Buffer): string | null {
  const text = body.toString('latin1', 0, Math.min(body.length, 64 * 1024));
  return (
    /^--([^\s-][^\r\n]{0,98}|-{1,60}[^\r\n-][^\r\n]{0,98})\r?\ncontent-/im.exec(text)?.[1]?.trimEnd() ?? null
  );
}
