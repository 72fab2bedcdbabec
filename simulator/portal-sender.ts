// Plays what リガイド mails in the demo: its requests in several layouts and charsets, and what else lands in an inbox.
import { type SimOrder, simLayouts, simMail } from '../src/portals/re-guide/sim.ts';
import type { MailForm } from './re-guide/model.ts';
import { requestOf } from './requests.ts';
import type { Simulator } from './start.ts';

type Asked = Pick<MailForm, 'what' | 'charset' | 'shape'> & { n: number };
type Other = Pick<SimOrder, 'what' | 'charset' | 'shape'> & { n: number };

/** Requests the demo begins with, each way a portal's mail comes in. */
const ASKED: Asked[] = [
  { n: 0, what: 'full', charset: 'iso-2022-jp', shape: 'plain' },
  { n: 1, what: 'full', charset: 'shift_jis', shape: 'plain' },
  { n: 2, what: 'full', charset: 'utf-8', shape: 'html' },
  { n: 3, what: 'full', charset: 'iso-2022-jp', shape: 'alternative' },
  { n: 4, what: 'full', charset: 'iso-2022-jp', shape: 'nocharset' },
  { n: 6, what: 'full', charset: 'utf-8', shape: 'plain' }, // the person of 0 asks again: 再反響
  { n: 5, what: 'notice', charset: 'utf-8', shape: 'plain' }, // its page says the rest
];
const OTHERS: Other[] = [
  { n: 7, what: 'notice', charset: 'iso-2022-jp', shape: 'plain' }, // its page is gone: somebody must look
  { n: 2, what: 'other', charset: 'iso-2022-jp', shape: 'plain' },
];
/** Of the requests above, the one that a colleague forwards: linked, not made again. */
const FORWARDED = 1;

const STRANGER =
  `From: =?utf-8?B?${Buffer.from('住まいの情報局').toString('base64')}?= <news@shop.example.com>
Subject: =?utf-8?B?${Buffer.from('今週のお得な情報').toString('base64')}?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

今週のおすすめをお届けします。
配信停止はこちら：https://shop.example.com/stop
`.replaceAll('\n', '\r\n');

/** The first handful to this account and inbox, one after another, asked some minutes before `now`. @throws when one is refused. */
export async function sendFirst(
  { site, send }: Simulator,
  userId: string,
  inbox: string,
  now: Date,
): Promise<void> {
  let forwarded: SimOrder | null = null;
  for (const [at, { n, ...how }] of ASKED.entries()) {
    const asked = new Date(now.getTime() - (ASKED.length - at) * 4 * 60_000);
    const form = { ...how, layout: layoutOf(n) };
    const request = site.request(requestOf(n, asked), [userId], form);
    await site.settled();
    const refused = request.mails.find(({ state }) => state !== 'sent');
    if (refused) throw new Error(`the first mails were refused: ${refused.answer}`);
    if (n === FORWARDED)
      forwarded = { ...form, shape: 'quoted', truth: request.truth, to: inbox, sentAt: asked, n };
  }
  const others = OTHERS.map(
    ({ n, ...how }): SimOrder => ({
      ...how,
      layout: layoutOf(n),
      truth: { ...requestOf(n, now), detailUrl: `${site.url}/member/request/${n}` },
      to: inbox,
      sentAt: now,
      n,
    }),
  );
  for (const order of [...(forwarded ? [forwarded] : []), ...others])
    await send({ to: inbox, raw: simMail(order) });
  await send({ to: inbox, raw: Buffer.from(STRANGER) });
}

function layoutOf(n: number): SimOrder['layout'] {
  const layout = simLayouts[n % simLayouts.length];
  if (!layout) throw new RangeError('the sim has no layouts');
  return layout;
}
