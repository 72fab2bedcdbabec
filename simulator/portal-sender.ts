// Plays リガイド for the demo: its mails, in several layouts and charsets, about invented people, by real SMTP.
import { createTransport } from 'nodemailer';
import { type SimOrder, simLayouts, simMail } from '../src/portals/re-guide/sim.ts';
import { requestOf } from './requests.ts';

type Order = Pick<SimOrder, 'what' | 'charset' | 'shape'> & { n: number };

/** What the demo begins with: each way a portal's mail comes in, and what is no inquiry. */
const FIRST: Order[] = [
  { n: 0, what: 'full', charset: 'iso-2022-jp', shape: 'plain' },
  { n: 1, what: 'full', charset: 'shift_jis', shape: 'plain' },
  { n: 2, what: 'full', charset: 'utf-8', shape: 'html' },
  { n: 3, what: 'full', charset: 'iso-2022-jp', shape: 'alternative' },
  { n: 4, what: 'full', charset: 'iso-2022-jp', shape: 'nocharset' },
  { n: 6, what: 'full', charset: 'utf-8', shape: 'plain' }, // the person of 0 asks again: 再反響
  { n: 1, what: 'full', charset: 'shift_jis', shape: 'quoted' }, // a colleague forwards 1: linked, not made again
  { n: 5, what: 'notice', charset: 'utf-8', shape: 'plain' },
  { n: 2, what: 'other', charset: 'iso-2022-jp', shape: 'plain' },
];

const STRANGER =
  `From: =?utf-8?B?${Buffer.from('住まいの情報局').toString('base64')}?= <news@shop.example.com>
Subject: =?utf-8?B?${Buffer.from('今週のお得な情報').toString('base64')}?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

今週のおすすめをお届けします。
配信停止はこちら：https://shop.example.com/stop
`.replaceAll('\n', '\r\n');

/** The first handful, asked some minutes before `now`. */
export function firstMails(inbox: string, now: Date): Buffer[] {
  const mails = FIRST.map((order, i) =>
    mail(order, inbox, new Date(now.getTime() - (FIRST.length - i) * 4 * 60_000)),
  );
  return [...mails, Buffer.from(STRANGER)];
}

/** One more mail: a request nobody has made before, by somebody who may have asked before. */
export function nextMail(inbox: string, now: Date): Buffer {
  const n = 1_000 + (Math.floor(now.getTime() / 1_000) % 1_000_000);
  return mail({ n, what: 'full', charset: 'iso-2022-jp', shape: 'plain' }, inbox, now);
}

function mail({ n, ...how }: Order, to: string, at: Date): Buffer {
  const layout = simLayouts[n % simLayouts.length];
  if (!layout) throw new RangeError('the sim has no layouts');
  return Buffer.from(simMail({ ...how, truth: requestOf(n, at), layout, to, sentAt: at, n }));
}

/** Sends them one after another; rejects when one is refused. */
export async function sendMails(
  smtp: { host: string; port: number },
  inbox: string,
  mails: Buffer[],
): Promise<void> {
  const transport = createTransport({
    ...smtp,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 1,
  });
  try {
    for (const raw of mails)
      await transport.sendMail({ envelope: { from: 'noreply@re-guide.jp', to: [inbox] }, raw });
  } finally {
    transport.close();
  }
}
