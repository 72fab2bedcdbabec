// Until when something is to be done, as people say it: a Japanese day, or a minute of one. Pure.

export interface Due {
  /** From then on it is overdue: the minute, or the end of the day. */
  at: Date;
  isAllDay: boolean;
}

const DAY_MS = 86_400_000;
const JST_MS = 9 * 3_600_000;

/** Of `2026-11-20` or `2026-11-20T14:03`; null when no calendar has it, or nobody means it. */
export function dueOf(text: string): Due | null {
  if (text < '2000' || text >= '2200') return null;
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(text)) return null;
  const isAllDay = text.length === 10;
  const begins = Date.parse(`${text}${isAllDay ? 'T00:00' : ''}:00+09:00`);
  if (Number.isNaN(begins)) return null;
  const due = { at: new Date(isAllDay ? begins + DAY_MS : begins), isAllDay };
  return dueText(due) === text ? due : null;
}

/** The other way round. */
export function dueText({ at, isAllDay }: Due): string {
  const local = new Date(at.getTime() + JST_MS - (isAllDay ? DAY_MS : 0)).toISOString();
  return local.slice(0, isAllDay ? 10 : 16);
}

/** The end of the Japanese day that this moment is in. */
export function endOfDay(now: Date): Date {
  return new Date(Math.floor((now.getTime() + JST_MS) / DAY_MS + 1) * DAY_MS - JST_MS);
}
