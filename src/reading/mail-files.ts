// The files a mail brought, those of mails attached to it after its own. Their bytes are in the kept mail and nowhere else.
import { decodeMail, filesOf, readFile } from './mime/index.ts';
import { safeFileName } from './rules/safe-file-name.ts';

export interface MailFile {
  /** Its place in the mail: it is asked for by it. */
  index: number;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
}

const nameOf = (sent: string | null, index: number) => safeFileName(sent, `添付ファイル${index + 1}`);

/** What is attached to the mail. */
export function listFiles(raw: Uint8Array): MailFile[] {
  return filesOf(decodeMail(raw)).map(({ filename, contentType, size }, index) => ({
    ...{ index, contentType, size },
    name: nameOf(filename, index),
  }));
}

/** One of them with its bytes; null: the mail has none there. */
export function openFile(raw: Uint8Array, index: number): { name: string; bytes: Buffer } | null {
  const file = readFile(raw, index);
  return file && { name: nameOf(file.filename, index), bytes: file.bytes };
}
