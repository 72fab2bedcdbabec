// What a command line asks for (RFC 5321 §4.1.1 and the extensions we offer). No state, no I/O. Lenient where senders are
// known to be wrong: no lead is refused for its sender's name (carriers hand out a..b.@docomo.ne.jp).

/** A line, understood. `wrong`: known, but not said as it must be; `web`: a browser was made to speak to us. */
export type Command =
  | { verb: 'HELO' | 'EHLO' | 'LHLO'; name: string }
  | { verb: 'MAIL'; sender: string; params: MailParams }
  | { verb: 'RCPT'; recipient: string }
  | { verb: 'DATA' | 'RSET' | 'NOOP' | 'QUIT' | 'VRFY' | 'HELP' | 'STARTTLS' | 'unknown' | 'web' }
  | { verb: 'wrong'; reply: string };

/** Parameters of MAIL that matter here: SIZE (RFC 1870) and REQUIRETLS (RFC 8689). Others are let pass. */
export interface MailParams {
  size: number | null;
  requireTls: boolean;
}

const NAME_LETTERS_MAX = 300;
const ADDRESS_LETTERS_MAX = 1000;
// Have no place in a command; they would end up in the log and on pages. A tab is a space to many clients.
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b\u2060\ufeff]/;
// A path with or without brackets; inside them a quoted local part may hold anything (RFC 5321 §4.1.2).
const PATH = /^:\s*(?:<((?:"(?:[^"\\]|\\.)*"|[^<>"])*)>|<([^<>]*)>|([^\s<>]+))(?:\s+(.*))?$/;

const wrong = (reply: string): Command => ({ verb: 'wrong', reply });

/** Reads a line without its CRLF. */
export function parseCommand(line: string): Command {
  if (CONTROL.test(line)) return wrong('501 5.5.2 Control characters in a command');
  const text = line.trimEnd();
  const space = text.search(/[\s:]/);
  const verb = (space < 0 ? text : text.slice(0, space)).toUpperCase();
  const rest = space < 0 ? '' : text.slice(space).trim();
  switch (verb) {
    case 'HELO':
    case 'EHLO':
    case 'LHLO':
      return rest === '' || rest.length > NAME_LETTERS_MAX
        ? wrong(`501 5.5.4 Syntax: ${verb} hostname`)
        : { verb, name: rest };
    case 'MAIL':
      return parseMail(rest);
    case 'RCPT':
      return parseRcpt(rest);
    case 'DATA':
    case 'RSET':
    case 'STARTTLS':
      return rest === '' ? { verb } : wrong(`501 5.5.4 Syntax: ${verb}`);
    case 'NOOP':
    case 'QUIT':
    case 'VRFY':
    case 'HELP':
      return { verb };
    case 'GET':
    case 'HEAD':
    case 'POST':
    case 'PUT':
    case 'OPTIONS':
    case 'CONNECT':
      return { verb: 'web' };
    default:
      return { verb: 'unknown' };
  }
}

function parseMail(rest: string): Command {
  const path = parsePath(rest, 'FROM');
  if (!path) return wrong('501 5.1.7 Syntax: MAIL FROM:<address>');
  const params = new Map<string, string | true>();
  for (const param of path.params) {
    const [, key = '', value] = /^([^=]*)(?:=(.*))?$/.exec(param) ?? [];
    const name = key.toUpperCase();
    if (params.has(name)) return wrong(`501 5.5.4 Duplicate ${name.slice(0, 40)}`);
    params.set(name, value || true);
  }
  const size = params.get('SIZE') ?? null;
  if (size !== null && !/^\d{1,20}$/.test(String(size))) return wrong('501 5.5.4 Syntax: SIZE=number');
  // BINARYMIME comes with BDAT alone (RFC 3030).
  if (!['7BIT', '8BITMIME'].includes(String(params.get('BODY') ?? '7BIT').toUpperCase()))
    return wrong('501 5.5.4 BODY is 7BIT or 8BITMIME');
  return {
    verb: 'MAIL',
    sender: path.address,
    params: { size: size === null ? null : Number(size), requireTls: params.has('REQUIRETLS') },
  };
}

function parseRcpt(rest: string): Command {
  const path = parsePath(rest, 'TO');
  return path?.address
    ? { verb: 'RCPT', recipient: path.address }
    : wrong('501 5.1.3 Syntax: RCPT TO:<address>');
}

function parsePath(rest: string, keyword: 'FROM' | 'TO') {
  if (rest.slice(0, keyword.length).toUpperCase() !== keyword) return null;
  const found = PATH.exec(rest.slice(keyword.length).trimStart());
  if (!found) return null;
  // A source route must be accepted and ignored (RFC 5321 §4.1.1.3, appendix C).
  const address = (found[1] ?? found[2] ?? found[3] ?? '').replace(/^@[^\s,:@]+(?:,@[^\s,:@]+)*:/, '');
  if (address.length > ADDRESS_LETTERS_MAX) return null;
  return { address, params: found[4]?.split(/\s+/).filter((param) => param !== '') ?? [] };
}
