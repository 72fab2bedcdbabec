// The relay (SMTP_URL): hands one message over, and knows after it whether the relay has it. One message at a time on a connection.
import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Log } from '../platform/log.ts';
import { type KeptConnections, openKeptConnections } from './kept-connections.ts';
import type { Handing } from './model.ts';
import { relayAwayMs } from './rules/when-again.ts';
import type { Trouble } from './rules/why-not-sent.ts';

export interface Parcel {
  from: string;
  to: string;
  bytes: Buffer;
  /** Awaited just before the last byte leaves. When it throws, nothing is handed over. */
  beforeLastByte: () => Promise<void>;
  /** Aborts what has not been handed over yet. */
  signal: AbortSignal;
}

export interface Relay {
  hand(parcel: Parcel): Promise<Handing>;
  /** For how long the relay is still left alone, and why, because it could not be reached; null while it can. */
  away(): { forMs: number; trouble: Trouble } | null;
  /** Closes what is kept for the next message. */
  close(): void;
}

export type RelayTimes = { connectMs: number; greetMs: number; silenceMs: number; wholeMs: number };
const TIMES: RelayTimes = { connectMs: 10_000, greetMs: 10_000, silenceMs: 25_000, wholeMs: 120_000 };

/** Opens the relay of this URL (`smtp:` with STARTTLS where it is offered, `smtps:` TLS from the start); connects to nothing yet. */
export function openRelay(url: string, log: Log, times: RelayTimes = TIMES): Relay {
  const { auth, ...options } = parseConnectionUrl(url);
  let failures = 0;
  /** `until` by a clock that only goes on: the time of day may be set back, and mails would wait for it to come round again. */
  let away: { until: number; trouble: Trouble } | null = null;
  const kept = openKeptConnections();
  const open = () =>
    new SMTPConnection({
      ...options,
      connectionTimeout: times.connectMs,
      dnsTimeout: times.connectMs,
      greetingTimeout: times.greetMs,
      socketTimeout: times.silenceMs,
      socketCloseTimeout: 1_000,
    });
  const leftAlone = () => {
    const forMs = away === null ? 0 : Math.ceil(away.until - performance.now());
    return away !== null && forMs > 0 ? { forMs, trouble: away.trouble } : null;
  };
  return {
    away: leftAlone,
    async hand(parcel) {
      const handing = await handOver({ kept, open, auth, wholeMs: times.wholeMs }, parcel);
      if (parcel.signal.aborted) return handing;
      if (handing.type !== 'not-handed' || !handing.isRelay) {
        if (failures > 0) log.info('the relay takes mail again');
        failures = 0;
        away = null;
      } else if (!leftAlone()) {
        // Several fail together when it goes away: that is one failure.
        failures += 1;
        away = { until: performance.now() + relayAwayMs(failures), trouble: handing.trouble };
        log.warn({ trouble: handing.trouble, failures }, 'the relay (SMTP_URL) cannot be used, mails wait');
      }
      return handing;
    },
    close: kept.close,
  };
}

/** The message, whose end waits. The library destroys it when the connection ends: then its end never leaves. */
function messageStream(bytes: Buffer, beforeEnd: () => Promise<void>, onEnd: () => void): Readable {
  let isBegun = false;
  return new Readable({
    read() {
      if (!isBegun) {
        isBegun = true;
        this.push(bytes);
        return;
      }
      beforeEnd().then(
        () => {
          if (this.destroyed) return;
          onEnd();
          this.push(null);
        },
        (error: Error) => this.destroy(error),
      );
    },
  });
}

type Auth = ReturnType<typeof parseConnectionUrl>['auth'];

type Ways = { kept: KeptConnections; open: () => SMTPConnection; auth: Auth; wholeMs: number };

/** On a connection that is kept; where the relay turns out to have closed that, on the next one, in the end on a new one. */
async function handOver(ways: Ways, parcel: Parcel): Promise<Handing> {
  for (;;) {
    const kept = ways.kept.take();
    const handing = await handOverOn(kept ?? ways.open(), kept !== null, ways, parcel);
    if (handing !== 'stale') return handing;
  }
}

async function handOverOn(
  connection: SMTPConnection,
  isUsed: boolean,
  { kept, auth, wholeMs }: Ways,
  parcel: Parcel,
): Promise<Handing | 'stale'> {
  let hasLeft = false;
  let isAccepted = false;
  let refusedByUs: unknown = null;
  const message = messageStream(
    parcel.bytes,
    async () => {
      try {
        await parcel.beforeLastByte();
      } catch (error) {
        refusedByUs = error;
        throw error;
      }
    },
    () => {
      hasLeft = true;
    },
  );
  const abort = () => {
    if (!hasLeft) connection.close();
  };
  let fail: (error: Error) => void = () => {};
  const over = () => fail(Object.assign(new Error('closed'), { code: 'ECONNECTION' }));
  const clock = setTimeout(() => connection.close(), wholeMs);
  try {
    await new Promise<void>((accepted, failed) => {
      fail = failed;
      connection.on('error', fail);
      connection.on('end', over);
      parcel.signal.addEventListener('abort', abort, { once: true });
      if (parcel.signal.aborted) return over();
      const send = () =>
        connection.send(
          { from: parcel.from, to: [parcel.to], size: parcel.bytes.length },
          message,
          (error) => (error ? failed(error) : accepted()),
        );
      if (isUsed) return send();
      connection.connect((error) => {
        if (error) return failed(error);
        if (!auth || !connection.allowsAuth) return send();
        connection.login(auth, (refused) => (refused ? failed(refused) : send()));
      });
    });
    isAccepted = hasLeft;
    // A relay that says yes before it got the last byte has nothing.
    return hasLeft ? { type: 'accepted' } : { type: 'not-handed', trouble: 'closed', isRelay: true };
  } catch (error) {
    if (refusedByUs !== null) throw refusedByUs;
    const isStale = isUsed && isClosed(error as SmtpError) && !message.readableDidRead;
    return isStale && !parcel.signal.aborted ? 'stale' : handingOf(error as SmtpError, hasLeft);
  } finally {
    clearTimeout(clock);
    parcel.signal.removeEventListener('abort', abort);
    message.destroy();
    connection.off('error', ignore).on('error', ignore);
    connection.off('error', fail);
    connection.off('end', over);
    if (isAccepted) kept.keep(connection);
    else connection.close();
  }
}

type SmtpError = Error & {
  code?: string;
  originalCode?: string;
  command?: string;
  response?: string;
  responseCode?: number;
};

const TROUBLES: Record<string, Trouble> = {
  EDNS: 'dns',
  ETIMEDOUT: 'timeout',
  ETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  ECONNECTION: 'closed',
  ESOCKET: 'connect',
};
/** The relay asks us to sign in, or does not let us in as we did: nothing about this mail. */
const NOT_LET_IN = [530, 534, 535, 538];

const ignore = () => {};

/** It says nothing of the message, but that this connection has come to its end (RFC 5321 §3.8: 421 says so). */
const isClosed = ({ code = '', responseCode }: SmtpError): boolean =>
  responseCode === undefined ? !ABOUT_MESSAGE.includes(code) : responseCode === 421;
const ABOUT_MESSAGE = ['EENVELOPE', 'EMESSAGE'];

function handingOf(error: SmtpError, hasLeft: boolean): Handing {
  const { code = '', command = '', response = '', responseCode } = error;
  const isAboutMail = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA';
  if (responseCode && isAboutMail && responseCode >= 400) {
    if (NOT_LET_IN.includes(responseCode)) return { type: 'not-handed', trouble: 'auth', isRelay: true };
    const detail = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
    const isForGood = responseCode >= 500 && responseCode !== 503;
    return {
      type: 'refused',
      isForGood,
      answer: detail ? `${responseCode} ${detail}` : String(responseCode),
    };
  }
  if (hasLeft) return { type: 'unknown' };
  if (ABOUT_MESSAGE.includes(code)) return { type: 'not-handed', trouble: 'address', isRelay: false };
  return { type: 'not-handed', trouble: TROUBLES[code] ?? 'connect', isRelay: true };
}
