// How Japanese writes times, money and measures.

/** The parts of a moment in Japan, two digits each. */
export type MomentParts = Record<'year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second', string>;

type DayParts = Pick<MomentParts, 'year' | 'month' | 'day' | 'weekday'>;

export const formats = {
  locale: 'ja-JP',
  /** The whole truth. Where a language does not live in Japan, it says JST. */
  fullTime: (p: MomentParts) =>
    `${p.year}/${p.month}/${p.day}(${p.weekday}) ${p.hour}:${p.minute}:${p.second}`,
  minuteTime: (p: MomentParts) => `${p.year}/${p.month}/${p.day} ${p.hour}:${p.minute}`,
  dayOnly: (p: DayParts) => `${p.year}/${p.month}/${p.day}(${p.weekday})`,
  /** Of a bar, where the year is plain. */
  dayOfBar: (p: DayParts) => `${p.month}/${p.day}(${p.weekday})`,
  dayUnderBar: (month: string, day: string) => `${month}/${day}`,
  monthUnderBar: (year: string, month: string) => `${year}/${month}`,
  otherYear: (p: MomentParts) => `${p.year}/${p.month}/${p.day}`,
  thisYear: (p: MomentParts) => `${p.month}/${p.day} ${p.hour}:${p.minute}`,
  /** A date of which maybe only the year is known. */
  western: (year: number, month?: number | '', day?: number | '') =>
    `${year}年${month ? `${month}月` : ''}${month && day ? `${day}日` : ''}`,
  span: {
    seconds: (n: number) => `${n}秒`,
    minutes: (n: number) => `${n}分`,
    hours: (n: number) => `${n}時間`,
    days: (n: number) => `${n}日`,
    between: '',
  },
  yen: (whole: string) => `${whole}円`,
  /** 万 and 億, as the trade counts; null where a language has no such units. */
  tenThousands: {
    man: (n: string) => `${n}万円`,
    oku: (n: string) => `${n}億円`,
    both: (oku: string, man: string) => `${oku}億${man}万円`,
  } as { man(n: string): string; oku(n: string): string; both(oku: string, man: string): string } | null,
  postalCode: (code: string) => `〒${code}`,
  area: (sqm: string, tsubo: string) => `${sqm}㎡（${tsubo}坪）`,
};
