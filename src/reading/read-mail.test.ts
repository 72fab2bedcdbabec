// Which portal a mail is given to, and that nothing a mail or a portal does gets out as an exception.
import { describe, expect, it } from 'vitest';
import { definePortal, type Portal } from '../portal-kit/define-portal.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { loadPortals } from '../portals/load.ts';
import { readerVersion, readMail } from './read-mail.ts';
import { forwarded, mailOf } from './testing/forward-ways.ts';

const portals = await loadPortals();
const REGUIDE = { name: 'リガイド運営事務局', address: 'noreply@re-guide.jp' };
const STAFF = { name: '山本', address: 'yamamoto@mihon.example.jp' };
const SUBJECT = '【リガイド】査定依頼のお知らせ';
const LEAD =
  '査定番号：RG1\n依頼日時：2026/11/20 14:03\n物件種別：土地\nお名前：山田　太郎\n電話番号：090-0000-0001\n\nリガイド運営事務局 https://www.re-guide.jp/\n';

function portal(id: string, over: Partial<Portal> = {}): Portal {
  const read = (): ReadResult => ({ outcome: 'not-an-inquiry', portal: id, warnings: [] });
  return definePortal({
    id,
    name: id,
    summary: '',
    guide: null,
    senderDomains: [],
    notificationAddressLimit: null,
    login: null,
    claims: () => true,
    read,
    testMail: () => new Uint8Array(),
    ...over,
  });
}
const broken = () => {
  throw new Error('a bug');
};

describe('whose mail it is', () => {
  it.each([
    ['its own address', REGUIDE],
    ['a sub-domain', { name: '', address: 'info@mail.re-guide.jp' }],
    ['capitals', { name: '', address: 'NOREPLY@RE-GUIDE.JP' }],
  ])('%s is RE-Guide', (_, from) => {
    expect(readMail(mailOf(from, SUBJECT, LEAD), portals)).toMatchObject({
      portal: 're-guide',
      outcome: 'inquiry',
    });
  });

  it.each([
    [
      'a stranger of that display name',
      { name: 'リガイド運営事務局', address: 'info@spam.example' },
      SUBJECT,
    ],
    ['a domain that only ends so', { name: 'リガイド', address: 'info@not-re-guide.jp' }, SUBJECT],
    ['a domain that only begins so', { name: 'リガイド', address: 'info@re-guide.jp.example' }, SUBJECT],
    ['a colleague’s answer', STAFF, `Re: ${SUBJECT}`],
    ['a colleague’s own mail', STAFF, SUBJECT],
    [
      'a newsletter about it',
      { name: 'みほん通信', address: 'news@marketing.example' },
      'リガイドの査定依頼を増やすには',
    ],
    ['no sender at all, to a colleague', { name: '', address: 'x@y.example' }, ''],
  ])('%s is not', (_, from, subject) => {
    expect(readMail(mailOf(from, subject, LEAD), portals)).toEqual({
      outcome: 'unreadable',
      portal: null,
      warnings: ['no-portal'],
    });
  });

  it('a forward of another portal’s mail is not, though it names RE-Guide', () => {
    const inner = {
      from: { name: 'みほん', address: 'info@other-portal.example' },
      subject: SUBJECT,
      text: LEAD,
    };
    for (const way of ['quoted', 'gmail', 'outlook-ja'])
      expect(readMail(forwarded(way, inner), portals).portal).toBeNull();
  });

  it('a forward without any address needs RE-Guide’s form and pages', () => {
    const read = (text: string) =>
      readMail(forwarded('name-only', { from: REGUIDE, subject: SUBJECT, text }), portals).portal;
    expect([
      read(LEAD),
      read(LEAD.replace('www.re-guide.jp', 'example.jp')),
      read('リガイド https://www.re-guide.jp/ のご紹介'),
    ]).toEqual(['re-guide', null, null]);
  });

  it('says that a mail was forwarded', () => {
    const inner = { from: REGUIDE, subject: SUBJECT, text: LEAD };
    expect(readMail(forwarded('gmail', inner), portals).warnings).toContain('forwarded');
    expect(readMail(mailOf(REGUIDE, SUBJECT, LEAD), portals).warnings).not.toContain('forwarded');
  });
});

describe('portals that do wrong', () => {
  const mail = mailOf(REGUIDE, SUBJECT, LEAD);

  it('one that throws while reading makes the mail unreadable', () => {
    expect(readMail(mail, [portal('a', { read: broken })])).toEqual({
      outcome: 'unreadable',
      portal: 'a',
      warnings: ['reader-failed'],
    });
  });

  it('one that throws while claiming claims nothing', () => {
    expect(readMail(mail, [portal('a', { claims: broken }), portal('b')]).portal).toBe('b');
  });

  it('two that claim one mail make it unreadable, of no portal', () => {
    expect(readMail(mail, [portal('a'), portal('b')])).toEqual({
      outcome: 'unreadable',
      portal: null,
      warnings: ['claimed-by:a+b'],
    });
  });
});

it('asks only the portal named', () => {
  const mail = mailOf(REGUIDE, SUBJECT, LEAD);
  expect(readMail(mail, [...portals, portal('a', { claims: () => false })], 'a').portal).toBeNull();
  expect(readMail(mail, portals, 're-guide').portal).toBe('re-guide');
});

it('reads the HTML where the plain part says less', () => {
  const html = `<table><tr><td>査定番号</td><td>RG1</td></tr><tr><td>お名前</td><td>山田　太郎</td></tr></table>`;
  const mail = { ...mailOf(REGUIDE, SUBJECT, 'このメールはHTML形式です。'), html };
  expect(readMail(mail, portals)).toMatchObject({
    outcome: 'inquiry',
    inquiry: { contact: { name: '山田　太郎' } },
  });
});

it('keeps what decoding warned of', () => {
  const mail = { ...mailOf(REGUIDE, SUBJECT, LEAD), warnings: ['charset-guessed'] };
  expect(readMail(mail, portals).warnings).toContain('charset-guessed');
});

it('has a version for replay', () => {
  expect(readerVersion).toMatch(/^\d{4}-\d\d-\d\d/);
});
