// How long an inquiry has waited for its first response, and how loud that is. Pure.
import { words } from '../../words/index.ts';

/** `calm` under 5 minutes, when most people still answer the phone · `soon` under 30 · `late`. */
export type Urgency = 'calm' | 'soon' | 'late';

const MINUTE = 60_000;

/** By the server's clock. */
export function urgencyOf(receivedAt: string, nowMs: number): Urgency {
  const waited = nowMs - Date.parse(receivedAt);
  if (waited < 5 * MINUTE) return 'calm';
  return waited < 30 * MINUTE ? 'soon' : 'late';
}

/** 「1分未満」「2分待ち」「3時間待ち」「12日待ち」. */
export function waitedWords(receivedAt: string, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(receivedAt)) / MINUTE));
  const { waited } = words.inquiry;
  if (minutes < 1) return waited.moment;
  if (minutes < 60) return waited.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? waited.hours(hours) : waited.days(Math.floor(hours / 24));
}
