// The door of intake: mails come in, are kept, and are leased out to be read. The SMTP door itself (smtp.ts) is the smtp
// part's alone.

export { type HandedIn, handIn } from './hand-in.ts';
export {
  failMail,
  isMailLeft,
  type LeasedMail,
  leaseLeftMails,
  leaseMails,
  type MailReading,
  releaseMails,
  setAside,
  settleMail,
  settleMails,
} from './lease-mails.ts';
export { lastArrivals, lastMailByInbox, mailFacts } from './mail-facts.ts';
export type { IncomingMail, MailState, ReadOutcome } from './model.ts';
export { type OwnDoor, openOwnDoor } from './own-door.ts';
export {
  countKept,
  holdKept,
  type KeptMail,
  nextKept,
  noteReaderVersion,
  noteReread,
  outcomesOf,
} from './replay-mails.ts';
export { reprocessMails } from './reprocess-mails.ts';
export { type IntakeKey, signDelivery } from './sign-delivery.ts';
export { OWN_PROXY_HEADER, proxies } from './smtp/proxies.ts';
export {
  countGivenUp,
  countReview,
  getMail,
  getRawMail,
  headsOf,
  holdTestMail,
  listDeliveries,
  listMails,
  type MailFilter,
  type MailRow,
  reviewMail,
  subjectsOf,
} from './store.ts';
export { openMailStore, type StoreMail } from './store-mail.ts';
export { takeInAside } from './take-in-aside.ts';
