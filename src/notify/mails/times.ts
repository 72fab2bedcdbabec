// Times as they stand in mails: Japanese, whatever the reader's machine thinks.
import { toJstIso } from '../../lib/jst.ts';

/** `2026/11/20 14:03` */
export function minuteTime(instant: Date): string {
  return toJstIso(instant).slice(0, 16).replace('T', ' ').replaceAll('-', '/');
}

/** The same of a portal's time, whose midnight means that it gave a day alone. Text that is no time stands for nothing. */
export function requestTime(iso: string): string | null {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return null;
  const shown = minuteTime(instant);
  return shown.endsWith(' 00:00') ? shown.slice(0, 10) : shown;
}
