// 「メールアドレスのご変更」: what an application must say, and what becomes of it.
import { randomBytes } from 'node:crypto';
import { type Account, ADDRESS_LIMIT, type Application } from './model.ts';
import { confirmMail, toldMail } from './service-mails.ts';
import { inBackground, type Site } from './site.ts';

export type NewApplication = Pick<Application, 'address' | 'applicant' | 'message'> & {
  kind: 'add' | 'replace';
  replaces: string;
};

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*$/i;
const FULL = `通知先に設定できるメールアドレスは${ADDRESS_LIMIT}つまでです。「差し替え」を選び、差し替えるメールアドレスを指定してください。`;

/** What is wrong with an application, in the words of the page; empty where nothing is. */
export function faultsOf(site: Site, member: Account, given: NewApplication): string[] {
  const faults: string[] = [];
  const { address, kind, replaces, applicant } = given;
  if (address === '') faults.push('ご希望されるメールアドレスを入力してください。');
  else if (!ADDRESS.test(address)) faults.push('メールアドレスの形式が正しくありません。');
  else if (member.addresses.includes(address)) faults.push('このメールアドレスはすでに設定されています。');
  if (kind === 'replace' && !member.addresses.includes(replaces))
    faults.push('差し替えるメールアドレスを選んでください。');
  const coming = site.applications.filter(
    (one) => one.userId === member.userId && one.replaces === null && isWaiting(one),
  );
  if (faults.length === 0 && kind === 'add' && member.addresses.length + coming.length >= ADDRESS_LIMIT)
    faults.push(FULL);
  for (const [label, value] of [
    ['会社名', applicant.firm],
    ['ご担当者名', applicant.person],
    ['電話番号', applicant.phone],
  ])
    if (value === '') faults.push(`${label}を入力してください。`);
  return faults;
}

const isWaiting = ({ state }: Application): boolean => state === 'open' || state === 'confirming';

/** Takes an application without faults; it is approved after the delay that the staff has set. */
export function apply(site: Site, member: Account, given: NewApplication): Application {
  const now = site.now();
  const { approvalSeconds } = site.settings;
  const application: Application = {
    id: site.applications.length + 1,
    userId: member.userId,
    address: given.address,
    replaces: given.kind === 'replace' ? given.replaces : null,
    applicant: given.applicant,
    message: given.message,
    at: now.toISOString(),
    dueAt: approvalSeconds === null ? null : new Date(now.getTime() + approvalSeconds * 1_000).toISOString(),
    state: 'open',
    phoned: false,
    token: randomBytes(16).toString('hex'),
  };
  site.applications.push(application);
  return application;
}

/** The staff says yes: the address gets mails now, or once it has opened the link it is sent. */
export function approve(site: Site, application: Application): void {
  if (application.state !== 'open') return;
  application.dueAt = null;
  if (site.settings.confirmation === 'link') {
    application.state = 'confirming';
    inBackground(
      site,
      site.send(confirmMail(site, application)).catch(() => {}),
    );
  } else register(site, application);
  site.changed();
}

/** Somebody opened the link: false where there is no such application. */
export function confirm(site: Site, token: string): boolean {
  const application = site.applications.find((one) => one.token === token);
  if (!application || application.state === 'refused' || application.state === 'open') return false;
  if (application.state === 'confirming') register(site, application);
  site.changed();
  return true;
}

function register(site: Site, application: Application): void {
  const account = site.accounts.get(application.userId);
  const { address, replaces } = application;
  const others = account?.addresses.filter((one) => one !== replaces && one !== address) ?? [];
  if (!account || others.length >= ADDRESS_LIMIT) {
    application.state = 'refused';
    return;
  }
  account.addresses = [...others, address];
  application.state = 'done';
  if (site.settings.confirmation === 'told')
    inBackground(
      site,
      site.send(toldMail(site, application, account)).catch(() => {}),
    );
}

/** Approves what is due. */
export function approveDue(site: Site): void {
  const now = site.now().toISOString();
  for (const one of site.applications)
    if (one.state === 'open' && one.dueAt !== null && one.dueAt <= now) approve(site, one);
}
