// Until when a task is to be done, in words, and how it presses. Pure: the present is handed in.
import type { Task } from '../../api/client.ts';
import { jstParts, toJstInput } from '../../format/jst.ts';
import { followUp } from '../../words/follow-up.ts';
import { words } from '../../words/index.ts';

const texts = followUp.tasks;

export const dueGroups = ['overdue', 'today', 'coming', 'none'] as const;
export type DueGroup = (typeof dueGroups)[number];

type Dated = Pick<Task, 'due' | 'dueAt'>;

const DAY_MS = 86_400_000;

/** The Japanese day so many days after this moment: `2026-11-20`. */
export const dayAfter = (now: number, days: number) => toJstInput(now + days * DAY_MS).slice(0, 10);

export function dueGroup({ due, dueAt }: Dated, now: number): DueGroup {
  if (!due || !dueAt) return 'none';
  if (Date.parse(dueAt) <= now) return 'overdue';
  return due.slice(0, 10) === dayAfter(now, 0) ? 'today' : 'coming';
}

/** 「今日 14:00」「明日」「11/20(金) 14:00」; never by colour alone: 「期限切れ 11/20(金)」. */
export function dueWords(task: Dated, now: number): string {
  const { due } = task;
  if (!due) return texts.noDue;
  const [day = '', time = ''] = due.split('T');
  const today = dayAfter(now, 0);
  const whole = withTime(day, time, now);
  if (dueGroup(task, now) !== 'overdue') return whole;
  return texts.overdueSince(whole, Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS));
}

function withTime(day: string, time: string, now: number): string {
  const today = dayAfter(now, 0);
  const near = day === today ? texts.today : day === dayAfter(now, 1) ? texts.tomorrow : null;
  if (near) return time ? `${near} ${time}` : near;
  const parts = jstParts(`${day}T00:00:00+09:00`);
  const { dayOfBar, dayOnly } = words.formats;
  const date = parts ? (day.slice(0, 4) === today.slice(0, 4) ? dayOfBar : dayOnly)(parts) : day;
  return time ? texts.dayAndTime(date, time) : date;
}
