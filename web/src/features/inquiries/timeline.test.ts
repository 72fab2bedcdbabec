// The way from the portal to the customer, in seconds.
import { expect, it } from 'vitest';
import { stepsOf } from './timeline.tsx';

const shown = (...args: Parameters<typeof stepsOf>) =>
  stepsOf(...args).map((step) => `${step.shown} ${step.what}`);

it('counts the seconds between portal, mail and customer', () => {
  expect(
    shown({
      requestedAt: '2026-11-20T14:03:22+09:00',
      receivedAt: '2026-11-20T05:03:26.000Z',
      customerAt: '2026-11-20T05:03:26.230Z',
    }),
  ).toEqual(['2026/11/20(金) 14:03:22 ポータル受付', '+4秒 受信', '+0.2秒 顧客登録']);
});

it('counts nothing from a date without a time, nor from a portal clock that is ahead', () => {
  const receivedAt = '2026-11-20T05:03:26.000Z';
  expect(shown({ requestedAt: '2026-11-20T00:00:00+09:00', receivedAt, customerAt: null })).toEqual([
    '2026/11/20(金)（時刻の記載なし） ポータル受付',
    '2026/11/20(金) 14:03:26 受信',
  ]);
  expect(shown({ requestedAt: '2026-11-20T14:05:00+09:00', receivedAt, customerAt: null })[1]).toBe(
    '2026/11/20(金) 14:03:26 受信',
  );
  expect(shown({ receivedAt, customerAt: null })).toEqual(['2026/11/20(金) 14:03:26 受信']);
});

it('goes on to the notice and the first response, which counts from the mail', () => {
  const receivedAt = '2026-11-20T05:03:26.000Z';
  const customerAt = '2026-11-20T05:03:26.200Z';
  const rest = { notifiedAt: '2026-11-20T05:03:27.200Z', respondedAt: '2026-11-20T05:06:36.000Z' };
  expect(shown({ receivedAt, customerAt, ...rest }).slice(1)).toEqual([
    '+0.2秒 顧客登録',
    '+1秒 担当者へ通知',
    '+3分10秒 初動',
  ]);
  // Written down with an earlier time.
  expect(shown({ receivedAt, customerAt, respondedAt: '2026-11-20T05:00:00.000Z' }).at(-1)).toBe(
    '2026/11/20(金) 14:00:00 初動',
  );
});
