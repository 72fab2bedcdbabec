// What the door says, each line with its enhanced code (RFC 2034, RFC 3463). No I/O.

export const replies = {
  helloFirst: '503 5.5.1 Say hello first',
  wrongHello: (verb: string) => `500 5.5.1 ${verb} is not spoken here`,
  sender: '250 2.1.0 Ok',
  nested: '503 5.5.1 Nested MAIL command',
  mailFirst: '503 5.5.1 Need MAIL first',
  tooLarge: (max: number) => `552 5.3.4 Larger than ${max} bytes`,
  tlsFirst: '530 5.7.0 STARTTLS is needed for REQUIRETLS',
  recipient: '250 2.1.5 Ok',
  noMailbox: '550 5.1.1 No such mailbox here',
  tooManyRecipients: '452 4.5.3 Too many recipients',
  noRecipients: '503 5.5.1 Need a recipient first',
  go: '354 End with <CR><LF>.<CR><LF>',
  stored: '250 2.6.0 Stored',
  notNow: '451 4.3.0 Not now, please try again',
  full: '452 4.3.1 No room for it at present, please try again',
  malformed: '550 5.5.2 Malformed end of mail data: lines end with CRLF',
  bareLf: '500 5.5.2 Command lines end with CRLF',
  tooLong: '500 5.5.6 Line too long',
  unknown: '500 5.5.1 Unknown command',
  reset: '250 2.0.0 Ok',
  noop: '250 2.0.0 Ok',
  help: '214 2.0.0 See RFC 5321',
  verify: '252 2.1.5 Send a mail and see',
  tlsReady: '220 2.0.0 Ready to start TLS',
  tlsAlready: '503 5.5.1 TLS is there already',
  noTls: '502 5.5.1 TLS is not offered here',
  bye: '221 2.0.0 Bye',
  // The connection is closed after each of these.
  busy: '421 4.3.2 Too busy, please try again',
  tooManyClients: '421 4.7.0 Too many connections, please try again',
  closing: '421 4.3.2 Closing down, please try again',
  idle: '421 4.4.2 Timeout',
  sessionOver: '421 4.4.2 Session too long, please connect again',
  tooSlow: '421 4.4.2 Too slow',
  tooManyErrors: '421 4.7.0 Too many errors',
  tooManyCommands: '421 4.7.0 Too many commands without a mail',
  tooManyUnknown: '421 4.7.0 Too many unknown recipients',
  tooSoon: '421 4.5.0 You spoke before it was your turn',
  web: '421 4.7.0 This is not a web server',
} as const;

/** The greeting (RFC 5321 §4.2: its second word is ours). */
export function greeting(hostName: string, protocol: 'smtp' | 'lmtp', productName: string): string {
  return `220 ${hostName} ${protocol === 'lmtp' ? 'LMTP' : 'ESMTP'} ${productName}`;
}

/**
 * The answer to EHLO and LHLO. No DSN (RFC 3461): whoever relays to us then reports a delivery itself, as we never mail
 * anybody about one.
 */
export function features(hostName: string, sizeMax: number, tls: 'offered' | 'active' | 'none'): string {
  const lines = [hostName, 'PIPELINING', `SIZE ${sizeMax}`, '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES'];
  if (tls === 'offered') lines.push('STARTTLS');
  if (tls === 'active') lines.push('REQUIRETLS');
  return lines.map((line, i) => `250${i === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n');
}
