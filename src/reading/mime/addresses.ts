// Address fields → mailboxes. Structure first, decoding after: a comma inside an encoded name is no separator.
import type { MailAddress } from '../../portal-kit/mail.ts';
import { cleanLine } from './clean.ts';
import { decodeRaw, decodeWords, type WordContext, wordAt } from './encoded-words.ts';
import { limits } from './limits.ts';

/** What stands between two separators, taken apart. */
interface Piece {
  /** Text outside quotes, comments and brackets. */
  text: string;
  /** The same with the quoted parts in their places. */
  phrase: string;
  comments: string[];
  /** Inside the last <…>, null without brackets. */
  bracket: string | null;
}

const blank = (): Piece => ({ text: '', phrase: '', comments: [], bracket: null });

/**
 * The mailboxes of a From, To, … field (its bytes), in order. Names are decoded; addresses stay as sent, also with
 * dots where RFC 5321 has none. Groups are opened; what holds neither name nor address is left out.
 */
export function readAddresses(field: string | null, context: WordContext): MailAddress[] {
  if (field === null) return [];
  const value = decodeRaw(field, context);
  const found = readPieces(value).flatMap((piece) => toMailbox(piece, context));
  if (found.length === 1 && found[0]?.address === '' && /<[^<>\s@]+@[^<>\s]+>/.test(found[0].name)) {
    // The whole mailbox was encoded as one word.
    return readPieces(found[0].name).flatMap((piece) => toMailbox(piece, context));
  }
  return found;
}

function readPieces(value: string): Piece[] {
  const pieces: Piece[] = [];
  let piece = blank();
  const close = () => {
    pieces.push(piece);
    piece = blank();
  };
  // Where an opening sign has no partner up to the end, later ones have none either.
  const open = { '"': true, '<': true, '(': true };
  for (let i = 0; i < value.length && pieces.length < limits.addresses; i++) {
    const sign = value[i] as string;
    if (sign === '=' && value[i + 1] === '?') {
      const word = wordAt(value, i);
      if (word) {
        const source = value.slice(i, word.end);
        piece.phrase += source;
        piece.text += source;
        i = word.end - 1;
        continue;
      }
    }
    if (sign === '"' && open['"']) {
      const quote = readQuoted(value, i);
      if (quote) {
        const domain = /^@[^\s,;<>()"]+/.exec(value.slice(quote.end, quote.end + 300))?.[0];
        // A quoted local part stands right before its @.
        if (domain === undefined) piece.phrase += quote.text;
        else piece.bracket ??= value.slice(i, quote.end) + domain;
        i = quote.end + (domain?.length ?? 0) - 1;
        continue;
      }
      open['"'] = false;
    } else if (sign === '(' && open['(']) {
      const end = commentEnd(value, i);
      if (end > 0) {
        piece.comments.push(value.slice(i + 1, end));
        piece.phrase += ' ';
        piece.text += ' ';
        i = end;
        continue;
      }
      open['('] = false;
    } else if (sign === '<' && open['<']) {
      const end = value.indexOf('>', i);
      if (end > 0) {
        piece.bracket = value.slice(i + 1, end);
        i = end;
        continue;
      }
      open['<'] = false;
      if (/^<[^\s,;]+@[^\s,;]+/.test(value.slice(i, i + 400))) {
        const stop = value.slice(i).search(/[\s,;]/);
        piece.bracket = value.slice(i + 1, stop < 0 ? value.length : i + stop);
        i = stop < 0 ? value.length : i + stop - 1;
        continue;
      }
    } else if (sign === ',' || sign === ';') {
      close();
      continue;
    } else if (sign === ':' && piece.bracket === null && !piece.text.includes('@')) {
      // The name of a group.
      piece = blank();
      continue;
    }
    const run = value.slice(i, runEnd(value, i));
    piece.text += run;
    piece.phrase += run;
    i += run.length - 1;
  }
  close();
  return pieces;
}

/** Where the signs of the structure begin again after this one. */
function runEnd(value: string, at: number): number {
  let end = at + 1;
  while (end < value.length && !'="(<,;:'.includes(value.charAt(end))) end++;
  return end;
}

function readQuoted(value: string, at: number): { text: string; end: number } | null {
  let text = '';
  for (let i = at + 1; i < value.length; i++) {
    const sign = value[i] as string;
    if (sign === '"') return { text, end: i + 1 };
    if (sign === '\\' && i + 1 < value.length) text += value[++i];
    else text += sign;
  }
  return null;
}

function commentEnd(value: string, at: number): number {
  let depth = 0;
  for (let i = at; i < value.length; i++) {
    if (value[i] === '\\') i++;
    else if (value[i] === '(') depth++;
    else if (value[i] === ')' && --depth === 0) return i;
  }
  return -1;
}

function toMailbox(piece: Piece, context: WordContext): MailAddress[] {
  const decode = (text: string) => cleanLine(decodeWords(text, context));
  let name = piece.phrase;
  let address = piece.bracket;
  if (address === null) {
    // No brackets: the word with an @ in it, quoted names aside.
    const word = piece.text.split(/\s/).find((part) => part.includes('@'));
    address = word ?? '';
    const at = word === undefined ? -1 : piece.phrase.indexOf(word);
    if (word !== undefined && at >= 0)
      name = piece.phrase.slice(0, at) + piece.phrase.slice(at + word.length);
  }
  // A source route, obsolete since 1989.
  address = address.replace(/^\s*@[^:\s]*:/, '');
  const bare = cleanLine(address.includes('=?') ? decodeWords(address, context) : address).replace(
    /^"([^\s"\\]+)"@/,
    '$1@',
  );
  const text = decode(name).replace(/^'([^']*)'$/, '$1');
  const shown = text === '' ? decode(piece.comments.join(' ')) : text;
  return shown === '' && bare === '' ? [] : [{ name: shown, address: bare }];
}
