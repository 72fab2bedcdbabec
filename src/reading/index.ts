// The door of reading: a raw mail becomes an inquiry, a notice, or a line in 要確認.
export { countConfirmations } from './count-confirmations.ts';
export { type MailRead, startReading } from './read-worker.ts';
