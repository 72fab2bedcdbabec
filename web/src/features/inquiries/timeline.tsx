// 「ポータル受付 → +4秒 受信 → +0.2秒 顧客登録 → +1秒 担当者へ通知 → +3分 初動」: how fast somebody was answered.
import type { Inquiry } from '../../api/client.ts';
import { spanWords } from '../../format/age.ts';
import { dayOnly, fullTime, isDayOnly } from '../../format/jst.ts';
import { useNow } from '../../ui/now.ts';
import { words } from '../../words/index.ts';
import classes from './timeline.module.css';
import { waitedWords } from './waiting.ts';

interface Step {
  what: string;
  at: string;
  /** What stands before it: the time itself, or how long after the step before. */
  shown: string;
}

const { timeline: texts } = words.inquiry;

type Way = Pick<Inquiry, 'requestedAt' | 'receivedAt' | 'customerAt'> &
  Partial<Pick<Inquiry, 'notifiedAt' | 'respondedAt'>>;

/**
 * The steps that are known, first first. The first is a time, each later one how long after the one before; a date alone, or
 * a step that is earlier than the one before (clocks differ, people write down later), counts no seconds. The first response
 * counts from the mail: that is how long somebody waited.
 */
export function stepsOf({ requestedAt, receivedAt, customerAt, notifiedAt, respondedAt }: Way): Step[] {
  const steps: Step[] = [];
  const asked = requestedAt !== undefined && !isDayOnly(requestedAt) ? requestedAt : undefined;
  if (requestedAt !== undefined)
    steps.push({
      what: texts.portal,
      at: requestedAt,
      shown: asked === undefined ? `${dayOnly(requestedAt)}${texts.dayOnly}` : fullTime(asked),
    });
  const later: [what: string, at: string | null | undefined, since: string | undefined][] = [
    [texts.received, receivedAt, asked],
    [texts.customer, customerAt, receivedAt],
    [texts.notified, notifiedAt, customerAt ?? receivedAt],
    [texts.responded, respondedAt, receivedAt],
  ];
  for (const [what, at, since] of later) {
    if (!at) continue;
    const span = since === undefined ? null : spanWords(Date.parse(since), Date.parse(at));
    steps.push({ what, at, shown: span ?? fullTime(at) });
  }
  return steps;
}

export function Timeline({ inquiry }: { inquiry: Inquiry }) {
  const now = useNow();
  return (
    <ol className={classes.steps} aria-label={texts.label}>
      {stepsOf(inquiry).map(({ what, at, shown }) => (
        <li key={what}>
          <time dateTime={at} title={fullTime(at)}>
            {shown}
          </time>{' '}
          {what}
        </li>
      ))}
      {inquiry.respondedAt === null && <li>{texts.waiting(waitedWords(inquiry.receivedAt, now))}</li>}
    </ol>
  );
}
