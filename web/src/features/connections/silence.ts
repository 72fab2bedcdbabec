// That a connection has been silent for longer than usual, in words. Pure.
import { words } from '../../words/index.ts';

const { silence: texts } = words.connection;
const DAY_MS = 24 * 60 * 60 * 1000;

interface Silent {
  lastMailAt: string | null;
  silence: { usualHours: number } | null;
}

/** 「ふだんは3日以内に…9日届いていません」, or null when all is as usual. `now` in milliseconds. */
export function silenceText({ lastMailAt, silence }: Silent, now: number): string | null {
  if (!silence || !lastMailAt) return null;
  const days = Math.max(1, Math.floor((now - Date.parse(lastMailAt)) / DAY_MS));
  return texts.text(texts.usual(silence.usualHours), days);
}
