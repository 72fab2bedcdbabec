// A file comes in and is kept in pieces, each in a transaction of its own: it may come slowly, and no memory holds it. Then its
// preview begins.
import { newId } from '../../lib/ids.ts';
import { storable } from '../../lib/storable.ts';
import type { Database } from '../../platform/database.ts';
import { AppError } from '../../platform/errors.ts';
import { publishJob, withdrawJob } from '../../platform/jobs.ts';
import { noCsv, sniffEncoding, sniffSeparator } from '../rules/sniff-csv.ts';
import { FILE_BYTES_MAX, type ImportOptions, KEPT_DAYS, noImportCounts } from './model.ts';
import { beginPreview, FORGET_CUSTOMER_IMPORT, refuseBusy } from './start-import.ts';
import { addPiece, insertImport, removeImport, updateImport } from './store.ts';

const PIECE_BYTES = 256 * 1024;
const DAY_MS = 24 * 60 * 60_000;
const NAME_MOST = 200;

/**
 * Keeps it and begins its preview, read as its bytes say; returns the import's id. What was kept of a file that is refused, or
 * does not come to its end, goes again.
 * @throws AppError file-empty · file-is-excel · file-not-csv · too-large · import-running
 */
export async function receiveFile(
  db: Database,
  organizationId: string,
  by: { userId: string; name: string },
  fileName: string,
  body: AsyncIterable<Uint8Array>,
): Promise<string> {
  const id = newId();
  const job = { organizationId, kind: FORGET_CUSTOMER_IMPORT, subjectId: id };
  await db.withOrganization(organizationId, async (tx) => {
    await refuseBusy(tx, organizationId);
    await insertImport(tx, {
      id,
      organizationId,
      fileName: storable(fileName, NAME_MOST) || 'customers.csv',
      actor: { type: 'user', ...by },
      counts: noImportCounts(),
    });
    await publishJob(tx, { ...job, runAt: new Date(Date.now() + KEPT_DAYS * DAY_MS) });
  });
  try {
    const { options, fileBytes } = await keep(db, organizationId, id, body);
    await db.withOrganization(organizationId, async (tx) => {
      await updateImport(tx, organizationId, id, { fileBytes });
      await beginPreview(tx, organizationId, id, options);
    });
    return id;
  } catch (error) {
    await db.withOrganization(organizationId, async (tx) => {
      await withdrawJob(tx, job);
      await removeImport(tx, organizationId, id);
    });
    throw error;
  }
}

async function keep(
  db: Database,
  organizationId: string,
  id: string,
  body: AsyncIterable<Uint8Array>,
): Promise<{ options: ImportOptions; fileBytes: number }> {
  let head: Buffer = Buffer.alloc(0);
  let fileBytes = 0;
  let nr = 0;
  let isUtf8 = true;
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  for await (const piece of pieces(body)) {
    fileBytes += piece.length;
    if (fileBytes > FILE_BYTES_MAX) throw new AppError('too-large');
    if (nr === 0) {
      head = piece;
      const what = noCsv(head);
      if (what) throw new AppError(what === 'excel' ? 'file-is-excel' : 'file-not-csv');
    }
    isUtf8 &&= decodes(() => utf8.decode(piece, { stream: true }));
    await db.withOrganization(organizationId, (tx) => addPiece(tx, organizationId, id, nr, piece));
    nr += 1;
  }
  isUtf8 &&= decodes(() => utf8.decode());
  const encoding = sniffEncoding(head, isUtf8);
  const beginning = new TextDecoder(encoding).decode(head);
  if (beginning.trim() === '') throw new AppError('file-empty');
  const options: ImportOptions = {
    encoding,
    separator: sniffSeparator(beginning),
    hasHeader: true,
    mapping: [],
    known: 'skip',
    unknownNames: 'refuse',
  };
  return { options, fileBytes };
}

function decodes(decode: () => string): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}

async function* pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    waiting.push(chunk);
    size += chunk.length;
    if (size < PIECE_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
