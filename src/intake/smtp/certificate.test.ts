// The certificate of STARTTLS where none is given: our own, kept, renewed, and nobody else's to read.
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { StartError } from '../../platform/errors.ts';
import { openLog } from '../../platform/log.ts';
import { openCertificate } from './certificate.ts';
import { ownCertificate } from './own-certificate.ts';

const log = openLog('silent');
const certificates = resolve(import.meta.dirname, '../../../test/support/certificates');
const DAY_MS = 86_400_000;
const now = new Date('2026-11-20T00:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
const folder = () => mkdtempSync(join(tmpdir(), 'digima-certificate-'));

test('one is made at the first start, for this program alone, and kept', async () => {
  const dataDir = folder();
  const pem = await ownCertificate(dataDir, now);
  const file = join(dataDir, 'keys', 'smtp-certificate.pem');
  expect(readFileSync(file, 'utf8')).toBe(pem);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await ownCertificate(dataDir, inDays(300))).toBe(pem);
  expect(await ownCertificate(folder(), now)).not.toBe(pem);
});

test('it is made anew a month before its end, and when it is damaged', async () => {
  const dataDir = folder();
  const pem = await ownCertificate(dataDir, now);
  const next = await ownCertificate(dataDir, inDays(340));
  expect(next).not.toBe(pem);
  expect(new Date(new X509Certificate(next).validTo).getTime()).toBeGreaterThan(inDays(700).getTime());
  writeFileSync(join(dataDir, 'keys', 'smtp-certificate.pem'), 'broken');
  expect(await ownCertificate(dataDir, now)).toMatch(/BEGIN PRIVATE KEY[\s\S]*BEGIN CERTIFICATE/);
});

test('given files that cannot be used stop the start in one sentence', async () => {
  const open = (certificateFile: string, keyFile: string) =>
    openCertificate({ certificateFile, keyFile }, folder(), log, () => now);
  const [crt, key, other] = ['mail.crt', 'mail.key', 'other.key'].map((name) => join(certificates, name)) as [
    string,
    string,
    string,
  ];
  (await open(crt, key)).close();
  await expect(open('/nowhere', key)).rejects.toThrow(StartError);
  await expect(open(crt, other)).rejects.toThrow(/SMTP_TLS_CERT_FILE/);
});
