// 「ポータル受付 → +4秒 受信 → +0.2秒 顧客登録」: how fast a request became a customer.
import type { Inquiry } from '../../api/client.ts';
import { spanWords } from '../../format/age.ts';
import { dayOnly, fullTime, isDayOnly } from '../../format/jst.ts';
import { words } from '../../words/index.ts';
import classes from './timeline.module.css';

interface Step {
  what: string;
  at: string;
  /** What stands before it: the time itself, or how long after the step before. */
  shown: string;
}

const { timeline: texts } = words.inquiry;

/** The steps that are known, first first. A date alone, or a later one than the mail, counts no seconds. */
export function stepsOf({
  requestedAt,
  receivedAt,
  customerAt,
}: Pick<Inquiry, 'requestedAt' | 'receivedAt' | 'customerAt'>): Step[] {
  const steps: Step[] = [];
  const asked = requestedAt !== undefined && !isDayOnly(requestedAt) ? requestedAt : undefined;
  if (requestedAt !== undefined)
    steps.push({
      what: texts.portal,
      at: requestedAt,
      shown: asked === undefined ? `${dayOnly(requestedAt)}${texts.dayOnly}` : fullTime(asked),
    });
  const span = asked === undefined ? null : spanWords(Date.parse(asked), Date.parse(receivedAt));
  steps.push({ what: texts.received, at: receivedAt, shown: span ?? fullTime(receivedAt) });
  if (customerAt)
    steps.push({
      what: texts.customer,
      at: customerAt,
      shown: spanWords(Date.parse(receivedAt), Date.parse(customerAt)) ?? fullTime(customerAt),
    });
  return steps;
}

export function Timeline({ inquiry }: { inquiry: Inquiry }) {
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
    </ol>
  );
}
