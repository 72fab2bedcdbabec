// A certificate for STARTTLS where none was given: made by ourselves, for this installation alone. Mail servers encrypt
// with any certificate (RFC 7435); it keeps mails from being read on their way, it does not prove who we are.
import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { unwritable } from '../../platform/folder-lock.ts';
import { writePrivateFile } from '../../platform/private-file.ts';

const DAY_MS = 86_400_000;
const VALID_MS = 365 * DAY_MS;
const RENEWED_BEFORE_MS = 30 * DAY_MS;

/**
 * The PEM text of key and certificate in `dataDir`/keys/smtp-certificate.pem (0600): made at the first start, made anew
 * 30 days before it expires or when it cannot be used.
 * @throws StartError when it cannot be kept.
 */
export async function ownCertificate(dataDir: string, now: Date): Promise<string> {
  const folder = join(dataDir, 'keys');
  const file = join(folder, 'smtp-certificate.pem');
  const usable = () => {
    const kept = read(file);
    return kept !== null && expiresAt(kept) > now.getTime() + RENEWED_BEFORE_MS ? kept : null;
  };
  const kept = usable();
  if (kept) return kept;
  const pem = await make(now);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writePrivateFile(file, pem);
  } catch (error) {
    // Another door that starts in this folder was quicker: its certificate is ours.
    const other = usable();
    if (other) return other;
    throw unwritable(folder, error);
  }
  return pem;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

// 0 for what is no certificate: nothing depends on the old one.
function expiresAt(pem: string): number {
  try {
    return new Date(new X509Certificate(pem).validTo).getTime();
  } catch {
    return 0;
  }
}

// The maker of certificates is loaded when one is made: it is large, and needed once a year.
async function make(now: Date): Promise<string> {
  const { generate } = await import('selfsigned');
  const name = hostname();
  const made = await generate([{ name: 'commonName', value: name.slice(0, 64) }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - DAY_MS), // for clocks that are behind
    notAfterDate: new Date(now.getTime() + VALID_MS),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: name }] }],
  });
  return `${made.private}${made.cert}`;
}
