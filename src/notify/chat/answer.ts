// What a service's answer means for the message: taken, refused for good, or to be sent later.
import type { OutboundAnswer, OutboundFailure } from '../../platform/outbound.ts';
import type { Handing } from '../model.ts';
import type { Trouble } from '../rules/why-not-sent.ts';

/** Words of Slack's refusals that say what to do; anything else a service says may name people and is not kept. */
const TELLING = [
  'no_service',
  'no_team',
  'invalid_token',
  'invalid_payload',
  'channel_not_found',
  'channel_is_archived',
  'action_prohibited',
];
const WAIT_MAX_MS = 24 * 3_600_000;

const troubles: Record<OutboundFailure, Trouble> = {
  'refused-address': 'post-address',
  unreachable: 'post-unreachable',
  'too-slow': 'post-slow',
  'too-large': 'post-unreachable',
};

/** 2xx: taken. 408, 425, 429 and 5xx: later, when the service says so or as mails are. Any other answer: no. */
export function handingOfAnswer(answer: OutboundAnswer, now: Date): Handing {
  if (!answer.ok) {
    if (answer.hasLeft) return { type: 'unknown' };
    return { type: 'not-handed', trouble: troubles[answer.failure], isRelay: false };
  }
  const { status, body } = answer;
  if (status >= 200 && status < 300) return { type: 'accepted' };
  const isForGood = !(status === 408 || status === 425 || status === 429 || status >= 500);
  const said = body.toString('latin1').trim();
  const telling = TELLING.find((one) => said === one || said.includes(`"${one}"`));
  const waitMs = isForGood ? 0 : askedToWait(answer.headers, now);
  return {
    type: 'refused',
    isForGood,
    answer: ['http', status, telling].filter(Boolean).join(' '),
    ...(waitMs > 0 && { waitMs }),
  };
}

/**
 * Retry-After (RFC 9110 §10.2.3: seconds or a date), or Chatwork's x-ratelimit-reset (seconds since 1970); 0: nothing was asked. At most a
 * day. A moment of the service's is by its clock, which its answer is dated by.
 */
function askedToWait(headers: Record<string, string | string[] | undefined>, now: Date): number {
  const after = String(headers['retry-after'] ?? '');
  const reset = String(headers['x-ratelimit-reset'] ?? '');
  const answeredAt = Date.parse(String(headers.date ?? '')) || now.getTime();
  const ms = /^\d+$/.test(after)
    ? Number(after) * 1_000
    : after !== ''
      ? Date.parse(after) - answeredAt
      : /^\d{9,11}$/.test(reset)
        ? Number(reset) * 1_000 - answeredAt
        : 0;
  return ms > 0 ? Math.min(ms, WAIT_MAX_MS) : 0;
}
