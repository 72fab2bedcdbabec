// Mails to send, made from truths: each names a person and a request of its own, by which what became of it is found
// again. A share of them are what makes leads double: the same bytes again, the same request in another mail, the same
// person with another request, two inboxes at once.
import { createHash } from 'node:crypto';
import { SIM_CHARSETS } from '../../../src/portal-kit/sim/raw-mail.ts';
import { simLayouts, simMail } from '../../../src/portals/re-guide/sim.ts';
import type { openRandom } from '../../support/random.ts';
import type { Sending } from './ledger.ts';

/** A mail to be sent, and what the ledger says of it. */
export interface Lead extends Sending {
  raw: Buffer;
}

/** Inbox addresses of one firm, one a connection. */
export type FirmInboxes = readonly string[];

const FAMILIES = ['山田', '佐藤', '鈴木', '高橋', '田中', '伊藤', '渡辺', '中村', '小林', '加藤'];
const FAMILIES_KANA = [
  'ヤマダ',
  'サトウ',
  'スズキ',
  'タカハシ',
  'タナカ',
  'イトウ',
  'ワタナベ',
  'ナカムラ',
  'コバヤシ',
  'カトウ',
];
const GIVEN = ['太郎', '花子', '一郎', '由美', '健一', '直美', '誠', '恵子', '翔', '葵'];
const GIVEN_KANA = [
  'タロウ',
  'ハナコ',
  'イチロウ',
  'ユミ',
  'ケンイチ',
  'ナオミ',
  'マコト',
  'ケイコ',
  'ショウ',
  'アオイ',
];
const SHAPES = [
  'plain',
  'plain',
  'html',
  'alternative',
  'nocharset',
  'quoted',
  'inline',
  'attached',
] as const;
/** Prefixes of the 0000 exchange, 10,000 numbers each. */
const EXCHANGES = ['090-0000', '080-0000', '070-0000', '060-0000', '050-0000', '020-0000'];
/** How far back a repeat reaches: near enough that both mails are often under way together. */
const REMEMBERED = 40;

/** Draws mails without end; at most 60,000 different people. `series` keeps two sources of one scenario apart. */
export function openLeads(
  random: ReturnType<typeof openRandom>,
  firms: readonly FirmInboxes[],
  series = 'a',
) {
  let people = 0;
  let requests = 0;
  let mails = 0;
  const recent: { firm: number; lead: Lead; nr: number }[] = [];

  function person(nr: number) {
    const exchange = EXCHANGES[Math.floor(nr / 10_000)];
    if (exchange === undefined) throw new RangeError('no phones are left for more people');
    const [family, given] = [Math.floor(nr / 10) % 10, nr % 10];
    const phone = `${exchange}-${String(nr % 10_000).padStart(4, '0')}`;
    return {
      name: `${FAMILIES[family]}　${GIVEN[given]}`,
      nameKana: `${FAMILIES_KANA[family]}　${GIVEN_KANA[given]}`,
      phones: [`+81${phone.slice(1).replaceAll('-', '')}`],
      phonesAsSent: [phone],
      email: `${series}${nr}@person.example.jp`,
    };
  }
  const numberOf = (nr: number) => `${series.toUpperCase()}${String(nr).padStart(8, '0')}`;

  function make(firm: number, to: string[], nr: number, number: string): Lead {
    mails++;
    const raw = Buffer.from(
      simMail({
        truth: {
          kind: 'appraisal',
          requestNumber: number,
          requestedAt: '2026-11-20T14:03:22+09:00',
          contact: person(nr),
          property: {
            type: 'condo-unit',
            typeText: '分譲マンション',
            address: '東京都江東区みほん4丁目5番6号',
          },
          request: {},
          extras: [],
        },
        what: 'full',
        layout: random.pick(simLayouts),
        charset: random.pick(SIM_CHARSETS),
        shape: random.pick(SHAPES),
        to: to[0] ?? '',
        sentAt: new Date(Date.UTC(2026, 10, 20, 5, 3, 22) + mails * 1_000),
        n: mails,
      }),
    );
    return {
      token: `${series}${mails}`,
      to,
      sha256: createHash('sha256').update(raw).digest('hex'),
      number,
      person: `${series}${nr}@${firm}`,
      raw,
    };
  }

  return {
    next(): Lead {
      const earlier = recent.length > 0 && random.chance(0.35) ? random.pick(recent) : null;
      if (earlier && random.chance(0.35)) return earlier.lead;
      const firm = earlier?.firm ?? random.below(firms.length);
      const inboxes = firms[firm] ?? [];
      const first = random.pick(inboxes);
      const to = random.chance(0.1) ? [...new Set([first, random.pick(inboxes)])] : [first];
      const nr = earlier?.nr ?? people++;
      const number = earlier && random.chance(0.5) ? earlier.lead.number : numberOf(requests++);
      const lead = make(firm, to, nr, number);
      recent.push({ firm, lead, nr });
      if (recent.length > REMEMBERED) recent.shift();
      return lead;
    },
  };
}

export type Leads = ReturnType<typeof openLeads>;
