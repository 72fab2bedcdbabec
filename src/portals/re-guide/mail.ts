// RE-Guide's mails, read by labels alone: nobody outside its members has seen its layout (README.md).
import type { DecodedMail } from '../../portal-kit/mail.ts';
import type { ReadResult } from '../../portal-kit/model.ts';
import { holdsForm, readByLabels } from '../../portal-kit/read-by-labels.ts';
import { isFrom } from '../../portal-kit/sender.ts';

const SENDER = {
  id: 're-guide',
  names: ['リガイド', 'RE-Guide', 'ＲＥ－Ｇｕｉｄｅ'],
  domains: ['re-guide.jp'],
};

/** True for mail from RE-Guide's domain, whatever its subject; a stranger who names it is not RE-Guide. */
export function claims(mail: DecodedMail): boolean {
  return isFrom(mail, SENDER.domains, ({ text }) => holdsForm(text));
}

/** Reads a mail of RE-Guide. Never throws. */
export function read(mail: DecodedMail): ReadResult {
  return readByLabels(mail, SENDER);
}
