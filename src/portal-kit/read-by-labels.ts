// A portal's whole reader for mails that go by labels: text → entries → fields → outcome. What is peculiar to a
// portal stays in its folder.

import { nfkc } from '../lib/japanese-text.ts';
import { type Entries, readEntries } from './form/entries.ts';
import type { Entry } from './form/entry.ts';
import { fill } from './form/fill.ts';
import { kindOf } from './form/kind.ts';
import { isBlank } from './form/words/blanks.ts';
import { NEVER_A_REQUEST, NOT_A_REQUEST, REQUEST_ARRIVED } from './form/words/subjects.ts';
import type { DecodedMail } from './mail.ts';
import type { Inquiry, ReadResult } from './model.ts';
import { isAddressOf } from './sender.ts';

/** What the label reader must know of a portal. */
export interface LabelSender {
  id: string;
  /** How it names itself in its signature. */
  names: readonly string[];
  domains: readonly string[];
}

const CUSTOMER = new Set([
  'name',
  'familyName',
  'nameKana',
  'familyKana',
  'phone',
  'email',
  'address',
  'postalCode',
]);
const PROPERTY = new Set([
  'type',
  'buildingName',
  'propertyAddress',
  'propertyPrefecture',
  'landArea',
  'buildingArea',
  'exclusiveArea',
  'unitOrBuildingArea',
  'layout',
  'builtYear',
  'listingNumber',
  'price',
  'rent',
  'occupancy',
]);

/** Reads a mail that its portal has claimed. Never throws on a mail's content. */
export function readByLabels(mail: DecodedMail, sender: LabelSender): ReadResult {
  const portal = sender.id;
  const { names, domains } = sender;
  const read = readEntries(mail.text, { names, domains });
  const { inquiry: filled, warnings } = fill(read.entries);
  const kind = kindOf(read.entries, mail.subject, read.prose);
  const { addressee } = read;
  const inquiry: Inquiry = { kind, ...(addressee !== null && { addressee }), ...filled };
  if (inquiry.detailUrl === undefined && read.detailUrl !== null) inquiry.detailUrl = read.detailUrl;
  if (read.footerLabels > 0) warnings.push('footer-ignored');
  const outcome = outcomeOf(mail, inquiry, read, domains);
  if (outcome === 'inquiry')
    return { outcome, portal, inquiry, warnings: [...warnings, ...missing(inquiry)] };
  if (outcome === 'notice') return { outcome, portal, inquiry, warnings };
  return outcome === 'unreadable'
    ? { outcome, portal, warnings: [...warnings, 'no-labels'] }
    : { outcome, portal, warnings: [] };
}

/** True when a text holds a form: a request's number or date and somebody's name, phone or mail. */
export function holdsForm(text: string): boolean {
  const { inquiry } = fill(readEntries(text, { names: [], domains: [] }).entries);
  return (inquiry.requestNumber !== undefined || inquiry.requestedAt !== undefined) && isReachable(inquiry);
}

function outcomeOf(
  mail: DecodedMail,
  inquiry: Inquiry,
  read: Entries,
  domains: readonly string[],
): ReadResult['outcome'] {
  const { subject } = mail;
  if (NEVER_A_REQUEST.test(subject)) return 'not-an-inquiry';
  const labels = read.entries.filter(({ value, field }) => field !== null && !isBlank(value));
  const requested = inquiry.requestNumber !== undefined || inquiry.requestedAt !== undefined;
  const customer = kinds(labels, CUSTOMER);
  const property = kinds(labels, PROPERTY);
  const other = NOT_A_REQUEST.test(subject);
  const arrived =
    !other && (REQUEST_ARRIVED.test(subject) || read.prose.some((line) => REQUEST_ARRIVED.test(line)));
  if (isReachable(inquiry)) {
    if (property > 0 && (requested || customer > 1)) return 'inquiry';
    if (!other && (requested || arrived)) return 'inquiry';
  }
  if (arrived && (inquiry.requestNumber !== undefined || inquiry.detailUrl !== undefined)) return 'notice';
  if (!other && inquiry.requestNumber !== undefined) return 'notice';
  if (mail.text.trim() === '' || arrived) return 'unreadable';
  const phoned = inquiry.contact.phones !== undefined;
  if (isReachable(inquiry) && (!other || (requested && phoned))) return 'unreadable';
  // Only what is plainly something else is filed away: a lead in a layout nobody has seen goes to a person.
  return other || !holdsSomebody(read, domains) ? 'not-an-inquiry' : 'unreadable';
}

const KANA = /[\u3041-\u30fe]/;
const PHONE = /(?<!\d)0\d{1,4}[-(]?\d{1,4}[-)]?\d{4}(?!\d)/;
const MAILBOX = /[\w.+-]{1,64}@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/g;

/** True when the text has a phone or somebody else's mail address outside the signature, or is not Japanese at all. */
function holdsSomebody({ entries, prose }: Entries, domains: readonly string[]): boolean {
  const text = nfkc([...prose, ...entries.map(({ value }) => value)].join('\n')).replace(/[‐‑–—―−]/g, '-');
  if (!KANA.test(text) || PHONE.test(text)) return true;
  return [...text.matchAll(MAILBOX)].some(([address]) => !isAddressOf(address, domains));
}

function isReachable({ contact }: Pick<Inquiry, 'contact'>): boolean {
  return contact.name !== undefined || contact.phones !== undefined || contact.email !== undefined;
}

function kinds(labels: readonly Entry[], among: ReadonlySet<string>): number {
  return new Set(labels.map(({ field }) => field ?? '').filter((field) => among.has(field))).size;
}

function missing({ contact }: Inquiry): string[] {
  const gaps: [string, unknown][] = [
    ['name-missing', contact.name],
    ['phone-missing', contact.phones],
    ['email-missing', contact.email],
    ['address-missing', contact.address],
  ];
  return gaps.filter(([, value]) => value === undefined).map(([warning]) => warning);
}
