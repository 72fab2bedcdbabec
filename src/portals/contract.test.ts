// What every portal folder must keep to. Runs on each folder load.ts finds; a new portal needs no line here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillBlanks, guideBlanks, readGuide } from '../portal-kit/guide.ts';
import type { DecodedMail } from '../portal-kit/mail.ts';
import type { Inquiry, ReadResult } from '../portal-kit/model.ts';
import { SIM_CHARSETS, SIM_SHAPES } from '../portal-kit/sim/raw-mail.ts';
import { testRequest } from '../portal-kit/sim/test-request.ts';
import { TRUTHS } from '../portal-kit/sim/truths.ts';
import { views } from '../reading/forwards.ts';
import { decodeMail } from '../reading/mime/index.ts';
import { readMail } from '../reading/read-mail.ts';
import { loadPortals } from './load.ts';

const portals = await loadPortals();
const folderOf = (id: string): URL => new URL(`./${id}/`, import.meta.url);
const STRANGERS = new URL('../reading/samples/', import.meta.url);

interface Sample {
  name: string;
  raw: Buffer;
  mail: DecodedMail;
  expected: { portal: string | null; outcome: ReadResult['outcome']; inquiry?: Inquiry };
}

function samplesIn(folder: URL): Sample[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => {
      const raw = readFileSync(new URL(name, folder));
      const expected = readFileSync(new URL(name.replace(/eml$/, 'expected.json'), folder), 'utf8');
      return { name, raw, mail: decodeMail(raw), expected: JSON.parse(expected) };
    });
}

const strangers = samplesIn(STRANGERS);
const samples = new Map(portals.map(({ id }) => [id, samplesIn(new URL('samples/', folderOf(id)))]));
const installed = new Set(portals.map(({ id }) => id));

/** What the sample's file says, of what was read: a legacy charset cannot tell these letters apart. */
const letters = (text: string): string =>
  text
    .replace(/[〜～]/g, '~')
    .replace(/[−－]/g, '-')
    .replace(/[—―]/g, '-')
    .replace(/²/g, '2');
const plain = (value: unknown): unknown => JSON.parse(letters(JSON.stringify(value ?? null)));
const claimants = (mail: DecodedMail): string[] => {
  const view = [...views(mail)].find((one) => portals.some((portal) => portal.claims(one)));
  return view ? portals.filter((portal) => portal.claims(view)).map(({ id }) => id) : [];
};

describe.each(portals.map((portal) => [portal.id, portal] as const))('portal %s', (id, portal) => {
  const own = samples.get(id) ?? [];

  it('says of itself what others rely on', () => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(portal.name).not.toBe('');
    expect(portal.summary).toMatch(/。$/);
    expect(portal.senderDomains.length).toBeGreaterThan(0);
    for (const domain of portal.senderDomains) expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    expect(portal.notificationAddressLimit ?? 1).toBeGreaterThan(0);
    expect(existsSync(new URL('README.md', folderOf(id)))).toBe(true);
    expect(own.length).toBeGreaterThan(0);
  });

  it('guides through its own steps, and its texts to paste carry the address', () => {
    const { sections, copyTexts } = readGuide(portal.guide ?? '');
    const isLimited = portal.notificationAddressLimit !== null;
    const keys = (parts: { key: string }[]) => parts.map(({ key }) => key);
    expect(keys(sections)).toEqual(
      expect.arrayContaining(isLimited ? ['steps', 'limit', 'phone'] : ['steps', 'phone']),
    );
    expect(keys(copyTexts)).toEqual(
      expect.arrayContaining(isLimited ? ['add', 'replace', 'phone'] : ['add', 'phone']),
    );
    expect(new Set(keys(sections)).size).toBe(sections.length);
    expect(new Set(keys(copyTexts)).size).toBe(copyTexts.length);
    const limit = sections.find(({ key }) => key === 'limit');
    if (isLimited) expect(limit?.markdown).toContain(String(portal.notificationAddressLimit));

    const address = 'a2b3@inbox.example.jp';
    const values = { address, productName: 'みほんCRM' };
    for (const { title, markdown } of sections) {
      expect(title).not.toBe('');
      expect(markdown.trim()).not.toBe('');
      expect(markdown).not.toMatch(/<|\]\(/); // no HTML and no link: what a page shows is the portal's words alone
      expect(fillBlanks(markdown, values)).not.toContain('{{');
    }
    for (const { key, title, text } of copyTexts) {
      expect(title).not.toBe('');
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/^#|```/m);
      expect(fillBlanks(text, values)).not.toContain('{{');
      if (key === 'add' || key === 'replace') expect(fillBlanks(text, values).split('\n')).toContain(address);
    }
    const steps = sections.find(({ key }) => key === 'steps')?.markdown ?? '';
    expect(steps).toContain('{{address}}');
    const blanks = [...(portal.guide ?? '').matchAll(/\{\{(.*?)\}\}/g)].map(([, blank]) => blank);
    expect(guideBlanks).toEqual(expect.arrayContaining(blanks));
  });

  it.each(own.map((sample) => [sample.name, sample] as const))(
    'reads its sample %s',
    (_, { mail, expected }) => {
      const result = readMail(mail, portals);
      expect(result).toMatchObject({ portal: expected.portal, outcome: expected.outcome });
      const inquiry = 'inquiry' in result ? result.inquiry : undefined;
      if (expected.inquiry) expect(plain(inquiry)).toMatchObject(plain(expected.inquiry) as object);
      const contact = expected.inquiry?.contact ?? {};
      const { phonesAsSent: _asSent, ...read } = inquiry?.contact ?? {};
      expect(Object.keys(read).sort()).toEqual(Object.keys(contact).sort());
    },
  );

  it('is the only one to claim its samples', () => {
    for (const { name, mail } of own) expect([name, claimants(mail)]).toEqual([name, [id]]);
  });

  it('claims nothing of strangers', () => {
    for (const { name, mail, expected } of strangers)
      expect([name, claimants(mail).includes(id)]).toEqual([name, expected.portal === id]);
  });

  it('reads again what its sim says, in every layout, charset and shape', async () => {
    const { simMail, simLayouts } = await import(new URL('sim.ts', folderOf(id)).href);
    const orders = simLayouts.flatMap((layout: string) =>
      SIM_CHARSETS.flatMap((charset) => SIM_SHAPES.map((shape) => ({ layout, charset, shape }))),
    );
    for (const [n, order] of orders.entries()) {
      const truth = TRUTHS[n % TRUTHS.length] as Inquiry;
      for (const what of ['full', 'notice', 'other'] as const) {
        const made = {
          ...order,
          truth,
          what,
          to: 'info@mihon.example.jp',
          sentAt: new Date(1_790_000_000_000 + n),
          n,
        };
        const result = readMail(decodeMail(simMail(made)), portals);
        const about = { ...order, n, what };
        if (what === 'other')
          expect({ about, result }).toMatchObject({
            about,
            result: { portal: id, outcome: 'not-an-inquiry' },
          });
        else {
          const said = 'inquiry' in result ? result.inquiry : null;
          const outcome = what === 'full' ? 'inquiry' : 'notice';
          const expected = what === 'full' ? truth : noticeOf(truth);
          expect({ about, outcome: result.outcome, said: plain(said) }).toEqual({
            about,
            outcome,
            said: plain(expected),
          });
        }
      }
    }
  });

  it('reads its own sample for テスト反響', () => {
    const order = {
      to: 'box@inbox.example.jp',
      sentAt: new Date('2026-11-20T05:03:22Z'),
      number: 'TEST0A1B2C3D4E',
    };
    const result = readMail(decodeMail(portal.testMail(order)), portals);
    expect(result).toMatchObject({ outcome: 'inquiry', portal: id });
    expect(plain('inquiry' in result && result.inquiry)).toEqual(plain(testRequest(order)));
  });

  it('never throws on damaged mail and ends in time', () => {
    for (const { raw } of own.slice(0, 30)) {
      for (const cut of [0.2, 0.5, 0.8, 0.95])
        readMail(decodeMail(raw.subarray(0, raw.length * cut)), portals);
      const broken = Buffer.from(raw);
      for (let at = 7; at < broken.length; at += 41) broken[at] = (broken[at] ?? 0) ^ 0x55;
      readMail(decodeMail(broken), portals);
    }
    const from = { name: portal.name, address: `noreply@${portal.senderDomains[0]}` };
    for (const text of [...LONG, ...LONG.map((line) => `お名前：山田\nご要望：${line}`)]) {
      const mail: DecodedMail = {
        subject: text.slice(0, 500),
        from,
        to: [],
        sentAt: null,
        messageId: null,
        text,
        html: null,
        attachments: [],
        nested: [],
        warnings: [],
      };
      const started = performance.now();
      const result = readMail(mail, portals);
      expect(result.portal).toBe(id);
      expect(performance.now() - started).toBeLessThan(3_000);
    }
  });

  it('holds no real person', () => {
    for (const { name, mail, expected } of own) {
      for (const phone of expected.inquiry?.contact?.phones ?? [])
        expect([name, phone]).toEqual([name, expect.stringMatching(/^\+81\d{1,2}0000?\d{4}$/)]);
      for (const [address] of mail.text.matchAll(/[\w.+-]+@[\w.-]+/g)) {
        const domain = address.slice(address.indexOf('@') + 1);
        const invented =
          /(^|\.)example(\.|$)/.test(domain) ||
          portal.senderDomains.some((sender) => domain.endsWith(sender));
        expect([name, address, invented]).toEqual([name, address, true]);
      }
    }
  });
});

it('strangers make no customer', () => {
  for (const { name, mail, expected } of strangers) {
    const result = readMail(mail, portals);
    if (expected.portal === null || !installed.has(expected.portal))
      expect([name, result]).toEqual([
        name,
        expect.objectContaining({ outcome: 'unreadable', portal: null }),
      ]);
  }
});

/** Mail made to cost time: long lines, many labels, many marks. */
const LONG = [
  'あ'.repeat(400_000),
  `${'-'.repeat(300_000)}x`,
  `${'　'.repeat(300_000)}：`,
  'お名前：山田\n'.repeat(40_000),
  '■'.repeat(200_000),
  'a：b\n'.repeat(80_000),
  '名：'.repeat(100_000),
  '姓 名 '.repeat(60_000),
  `${'> '.repeat(50_000)}お名前：山田`,
  `${'>'.repeat(200)}From: a\n`.repeat(2_000),
  'From: a\nTo: b\n'.repeat(20_000),
  '【'.repeat(100_000),
  'https://'.repeat(40_000),
  `${'　'.repeat(1_900)}\n`.repeat(200),
  `お名前：山${'　'.repeat(200_000)}田`,
  `お名前${'　'.repeat(100_000)}\t山田${' '.repeat(100_000)}：\tx`,
  `電話番号：${'090-0000-0001/'.repeat(20_000)}`,
  `${'電話番号：03-0000-0001\n'.repeat(4_900)}お名前：山田`,
  `住所：${'東'.repeat(200_000)}\n${'住所：京\n'.repeat(4_000)}`,
  `ご要望：a\n${'電話番号：b\n'.repeat(4_900)}`,
  '　'.repeat(600),
  `${'['.repeat(300)}${'[a]'.repeat(300)}`,
  '\t'.repeat(200_000),
  `${'090-'.repeat(50_000)}`,
  '１２３'.repeat(100_000),
];

function noticeOf({ kind, addressee, requestNumber, requestedAt, detailUrl }: Inquiry): Inquiry {
  return JSON.parse(
    JSON.stringify({
      kind,
      addressee,
      requestNumber,
      requestedAt,
      contact: {},
      property: {},
      request: {},
      detailUrl,
      extras: [],
    }),
  );
}
