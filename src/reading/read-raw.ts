// A raw mail → all that reading makes of it: what its row says, the inquiry or notice in it, or what it asks to confirm.
// Pure. It runs in a thread of its own (readers.ts), so what it gives can be sent from thread to thread.
import { createHash } from 'node:crypto';
import type { MailReading } from '../intake/index.ts';
import { storable } from '../lib/storable.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { decodeMail } from './mime/index.ts';
import { readerVersion, readMail } from './read-mail.ts';
import { type Confirmation, findConfirmation } from './rules/confirmation.ts';

/** What was read. */
export interface Reading {
  result: ReadResult;
  /** What it asks to confirm, where it is neither an inquiry nor a notice. */
  confirmation: Confirmation | null;
  /** For the mail's row. */
  row: MailReading;
  /** SHA-256 of its bytes, hex. */
  sha256: string;
}

const COLUMN_MAX = 1_000;

/** Reads it as these portals would. Any bytes give a reading. */
export function readRaw(raw: Uint8Array, portals: readonly Portal[]): Reading {
  const decoded = decodeMail(raw);
  const result = readMail(decoded, portals);
  const asksNobody = result.outcome === 'inquiry' || result.outcome === 'notice';
  return {
    result,
    confirmation: asksNobody ? null : findConfirmation(decoded),
    row: {
      readerVersion,
      outcome: result.outcome,
      portal: result.portal,
      subject: storable(decoded.subject, COLUMN_MAX),
      fromName: storable(decoded.from?.name ?? '', COLUMN_MAX) || null,
      fromAddress: storable(decoded.from?.address ?? '', COLUMN_MAX) || null,
      warnings: [...new Set([...decoded.warnings, ...result.warnings])],
    },
    sha256: createHash('sha256').update(raw).digest('hex'),
  };
}
