import { expect, it } from 'vitest';
import { addresseeIn } from './addressee.ts';

it.each([
  ['御中 behind it', ['みほん不動産 世田谷店 御中', '下記の査定依頼がありました。'], 'みほん不動産 世田谷店'],
  ['御中 of a name nobody knows for a firm', ['みほん　御中'], 'みほん'],
  [
    'ご担当者様 on the line below',
    ['株式会社みほん不動産　本店', 'ご担当者様'],
    '株式会社みほん不動産　本店',
  ],
  ['ご担当者様 behind it', ['㈱みほん 渋谷センター ご担当者様'], '㈱みほん 渋谷センター'],
  ['様 behind a firm', ['みほん住宅販売株式会社 様'], 'みほん住宅販売株式会社'],
  ['its number behind 様', ['株式会社みほん不動産様（ ID 032053 ）'], '株式会社みほん不動産'],
  ['below a greeting', ['リガイドです。', 'みほんハウス 北店　御中'], 'みほんハウス 北店'],
  ['a person', ['山田太郎 様', 'いつもありがとうございます。'], null],
  ['ご担当者様 alone', ['ご担当者様', 'みほん不動産です'], null],
  ['a sentence', ['みほん不動産の御中元'], null],
  ['too long for a name', [`${'店'.repeat(200)}御中`], null],
])('%s', (_, prose, expected) => {
  expect(addresseeIn(prose)).toBe(expected);
});
