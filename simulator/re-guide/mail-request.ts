// A request becomes mails: to every registered address of the accounts it was sent to.
import type { Inquiry } from '../../src/portal-kit/model.ts';
import { SIM_CHARSETS } from '../../src/portal-kit/sim/raw-mail.ts';
import { simMail } from '../../src/portals/re-guide/sim.ts';
import { type MailForm, type MemberRequest, mailShapes, type SentMail } from './model.ts';
import { inBackground, layouts, type Site } from './site.ts';

const FIRST_NUMBER = 30_000_000;

/** What a request says, less what the site fills in: its number and its page. */
export type NewRequest = Omit<Inquiry, 'requestNumber' | 'detailUrl'>;

/** Where members read a request. */
export const pageOf = (site: Site, id: string): string => `${site.url}/member/request/${id}`;

/** Takes a request, and mails it in the background. The site's settings say how, unless `form` does. */
export function takeRequest(
  site: Site,
  said: NewRequest,
  userIds: string[],
  form: Partial<MailForm> = {},
): MemberRequest {
  site.made++;
  const id = String(FIRST_NUMBER + site.made);
  const request: MemberRequest = {
    id,
    truth: { ...said, requestNumber: `RG${id}`, detailUrl: pageOf(site, id) },
    at: site.now().toISOString(),
    userIds,
    mails: [],
  };
  site.requests.set(id, request);
  mailRequest(site, request, { ...formOf(site), ...form });
  return request;
}

/** Mails a request (once more). */
export function mailRequest(site: Site, request: MemberRequest, form: MailForm = formOf(site)): void {
  const addresses = request.userIds.flatMap((userId) => site.accounts.get(userId)?.addresses ?? []);
  for (const to of new Set(addresses)) {
    const mail: SentMail = { ...form, to, state: 'sending', answer: '' };
    request.mails.push(mail);
    inBackground(site, send(site, request, mail));
  }
  site.changed();
}

async function send(site: Site, request: MemberRequest, mail: SentMail): Promise<void> {
  const { what, layout, charset, shape, to } = mail;
  const n = site.made + request.mails.length;
  const members = request.userIds.flatMap((userId) => site.accounts.get(userId) ?? []);
  const member = members.find(({ addresses }) => addresses.includes(to));
  const truth = {
    ...request.truth,
    ...(member && { addressee: `${member.firm}　${member.branch}` }),
  };
  const raw = simMail({ truth, what, layout, charset, shape, to, sentAt: site.now(), n });
  try {
    mail.answer = await site.send({ to, raw });
    mail.state = 'sent';
  } catch (cause) {
    mail.answer = cause instanceof Error ? cause.message : String(cause);
    mail.state = 'failed';
  }
  site.changed();
}

/** The next form of a mail: each kind goes through all its values, at its own pace, so that all come to meet. */
function formOf({ settings: { mail }, made }: Site): MailForm {
  const nth = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
  const pick = <T>(set: T | 'cycle', all: readonly T[], n: number): T =>
    set === 'cycle' ? nth(all, n) : set;
  return {
    what: pick(mail.what, ['full', 'full', 'notice'] as const, made),
    layout: pick(mail.layout, layouts, made),
    charset: pick(mail.charset, SIM_CHARSETS, made),
    shape: pick(mail.shape, mailShapes, made + Math.floor(made / mailShapes.length)),
  };
}
