// The certificate of STARTTLS in force: the operator's, or our own. Looked at again from time to time, so that a renewed
// one is used without a restart.
import { constants } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Config } from '../../platform/config.ts';
import { StartError } from '../../platform/errors.ts';
import type { Log } from '../../platform/log.ts';
import { ownCertificate } from './own-certificate.ts';

const LOOK_MS = 3_600_000;

export interface Certificate {
  context(): SecureContext;
  close(): void;
}

/** @throws StartError when the given one cannot be read, or none can be made. */
export async function openCertificate(
  { certificateFile, keyFile }: Pick<Config['smtp'], 'certificateFile' | 'keyFile'>,
  dataDir: string,
  log: Log,
  now: () => Date,
): Promise<Certificate> {
  const read = async () => {
    if (!certificateFile || !keyFile) {
      const pem = await ownCertificate(dataDir, now());
      return { cert: pem, key: pem };
    }
    return { cert: readFileSync(certificateFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
  };
  let known: { cert: string; key: string };
  let context: SecureContext;
  try {
    known = await read();
    context = contextOf(known);
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(
      `The SMTP certificate cannot be read: ${(cause as Error).message}. Check SMTP_TLS_CERT_FILE and SMTP_TLS_KEY_FILE.`,
      { cause },
    );
  }
  const lookAgain = async () => {
    try {
      const found = await read();
      if (found.cert === known.cert && found.key === known.key) return;
      context = contextOf(found);
      known = found;
      log.info('another SMTP certificate is in use now');
    } catch (error) {
      // One may be half written: the one in force stays.
      log.warn({ error: (error as Error).name }, 'the SMTP certificate cannot be read again');
    }
  };
  const clock = setInterval(lookAgain, LOOK_MS);
  clock.unref();
  return { context: () => context, close: () => clearInterval(clock) };
}

function contextOf({ cert, key }: { cert: string; key: string }): SecureContext {
  // Renegotiation costs us more than the client, and no mail server asks for it.
  return createSecureContext({
    cert,
    key,
    minVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_RENEGOTIATION,
  });
}
