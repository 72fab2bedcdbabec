// The door of reading: a raw mail becomes an inquiry, a notice, or a line in 要確認.
export { noteConfirmation, settleConfirmation } from './confirmations.ts';
export { countConfirmations } from './count-confirmations.ts';
export { listFiles, type MailFile } from './mail-files.ts';
export { readerVersion } from './read-mail.ts';
export { type Page, readPage } from './read-page.ts';
export type { Reading } from './read-raw.ts';
export { startReading } from './read-worker.ts';
export { openReaders, type Readers } from './readers.ts';
export type { MailRead } from './settle.ts';
