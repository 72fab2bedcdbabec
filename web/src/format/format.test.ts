// Words for times, money and text: the pure part of every page.
import { describe, expect, it } from 'vitest';
import { ageWords, spanWords } from './age.ts';
import { withWesternYears } from './era.ts';
import { dayOnly, fullTime, isDayOnly, minuteTime } from './jst.ts';
import { area, bytes, postalCode, yen } from './numbers.ts';
import { propertySummary } from './property.ts';
import { mailUrl, safeUrl, short, startOf, startOfLines, telUrl } from './text.ts';

const at = (iso: string) => Date.parse(iso);

describe('times are Japanese, whatever zone the browser is in', () => {
  it('crosses midnight in Tokyo, not in UTC', () => {
    expect(fullTime('2026-11-20T15:03:22.000Z')).toBe('2026/11/21(土) 00:03:22');
    expect(minuteTime('2026-12-31T15:00:00.000Z')).toBe('2027/01/01 00:00');
    expect(dayOnly('2026-11-20T00:00:00+09:00')).toBe('2026/11/20(金)');
  });
  it('shows what it cannot read as it came', () => {
    expect(fullTime('昨日')).toBe('昨日');
    expect(ageWords('', 0)).toBe('');
  });
  it('tells a date without a time', () => {
    expect(isDayOnly('2026-11-20T00:00:00+09:00')).toBe(true);
    expect(isDayOnly('2026-11-20T00:00:01+09:00')).toBe(false);
  });
});

describe('ageWords', () => {
  const now = at('2026-11-20T05:00:00.000Z');
  it.each([
    [now + 90_000, 'たった今'],
    [now - 9_999, 'たった今'],
    [now - 10_000, '10秒前'],
    [now - 59_999, '59秒前'],
    [now - 60_000, '1分前'],
    [now - 3_599_999, '59分前'],
    [now - 3_600_000, '1時間前'],
    [now - 86_399_999, '23時間前'],
    [now - 86_400_000, '11/19 14:00'],
    [at('2025-12-31T14:59:59.000Z'), '2025/12/31'],
    [at('2025-12-31T15:00:00.000Z'), '01/01 00:00'],
  ])('%d is %s', (then, text) => {
    expect(ageWords(new Date(then).toISOString(), now)).toBe(text);
  });
});

describe('spanWords', () => {
  it.each([
    [0, '+0秒'],
    [240, '+0.2秒'],
    [9_940, '+9.9秒'],
    [10_400, '+10秒'],
    [59_600, '+1分'],
    [750_000, '+12分30秒'],
    [11_100_000, '+3時間5分'],
    [187_200_000, '+2日4時間'],
  ])('%d ms is %s', (ms, text) => {
    expect(spanWords(1_000, 1_000 + ms)).toBe(text);
  });
  it('has no words for a clock that went back', () => {
    expect(spanWords(1_000, 999)).toBeNull();
    expect(spanWords(Number.NaN, 1)).toBeNull();
  });
});

describe('numbers', () => {
  it.each([
    [32_800_000, '3,280万円'],
    [128_000_000, '1億2,800万円'],
    [100_000_000, '1億円'],
    [85_000, '8.5万円'],
    [85_500, '8.55万円'],
    [85_555, '85,555円'],
    [9_800, '9,800円'],
    [0, '0円'],
    [32_801_234, '32,801,234円'],
  ])('%d is %s', (amount, text) => {
    expect(yen(amount)).toBe(text);
  });
  it('areas, sizes, postal codes', () => {
    expect(area(56.55)).toBe('56.55㎡（17.11坪）');
    expect(bytes(900)).toBe('900\u00a0B');
    expect(bytes(12_345)).toBe('12.1\u00a0KB');
    expect(bytes(26_214_400)).toBe('25\u00a0MB');
    expect(postalCode('1540001')).toBe('〒154-0001');
    expect(postalCode('154')).toBe('154');
  });
});

describe('text of strangers', () => {
  it('is cut between letters, never inside one', () => {
    expect(startOf('山田太郎', 4)).toBeNull();
    expect(startOf('𠮷野家花子', 2)).toBe('𠮷野');
    expect(startOf('葛\u{E0100}城市', 1)).toBe('葛\u{E0100}');
    expect(short('あいうえお', 3)).toBe('あいう…');
  });
  it('is cut after so many lines', () => {
    expect(startOfLines('一\n二\n三', 100, 2)).toBe('一\n二');
    expect(startOfLines('一\n二\n三', 2, 2)).toBe('一\n');
    expect(startOfLines('一\n二', 100, 2)).toBeNull();
    expect(startOfLines('一二三', 2, 2)).toBe('一二');
  });
  it('becomes a link only to the web', () => {
    expect(safeUrl('https://www.example.jp/a?b=1')).toBe('https://www.example.jp/a?b=1');
    for (const text of [
      'javascript:alert(1)',
      ' javascript:x',
      'data:text/html,x',
      'file:///etc',
      'example.jp',
      '',
      undefined,
      'https://bank.example@evil.example/',
    ])
      expect(safeUrl(text)).toBeNull();
  });
  it('dials and mails', () => {
    expect(telUrl('+819000001234')).toBe('tel:+819000001234');
    expect(telUrl('なし')).toBeNull();
    expect(telUrl(undefined)).toBeNull();
    expect(mailUrl('a..b.@docomo.example')).toBe('mailto:a..b.@docomo.example');
    expect(mailUrl('x?cc=y@z.example')).toBe('mailto:x%3Fcc%3Dy@z.example');
  });
});

describe('years by eras', () => {
  it.each([
    ['平成10年3月築', '平成10年3月（1998年3月）築'],
    ['昭和６４年１月７日', '昭和６４年１月７日（1989年1月7日）'],
    ['平成元年', '平成元年（1989年）'],
    ['令和元年5月', '令和元年5月（2019年5月）'],
    ['明治45年・大正元年', '明治45年（1912年）・大正元年（1912年）'],
    ['1998年（平成10年）', '1998年（平成10年）'],
    ['平成99年', '平成99年'],
    ['築25年', '築25年'],
  ])('%s: %s', (written, shown) => {
    expect(withWesternYears(written)).toBe(shown);
  });
});

describe('propertySummary', () => {
  it('names what is there', () => {
    expect(
      propertySummary({ type: 'condo-unit', address: '東京都世田谷区桜丘1-2-3', priceYen: 32_800_000 }),
    ).toEqual(['マンション', '東京都世田谷区桜丘1-2-3', '3,280万円']);
    expect(
      propertySummary({
        typeText: '分譲マンション',
        type: 'condo-unit',
        buildingName: 'コーポ桜',
        roomNumber: '502',
        rentYen: 85_000,
      }),
    ).toEqual(['分譲マンション', 'コーポ桜 502号室', '賃料 8.5万円']);
    expect(propertySummary({})).toEqual([]);
  });
});
