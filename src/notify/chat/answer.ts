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
  const notBefore = isForGood ? null : askedToWait(answer.headers, now);
  return {
    type: 'refused',
    isForGood,
    answer: ['http', status, telling].filter(Boolean).join(' '),
    ...(notBefore && { notBefore }),
  };
}

/** Retry-After (RFC 9110 §10.2.3: seconds or a date), or Chatwork's x-ratelimit-reset (seconds since 1970). At most a day. */
function askedToWait(headers: Record<string, string | string[] | undefined>, now: Date): Date | null {
  const after = String(headers['retry-after'] ?? '');
  const reset = String(headers['x-ratelimit-reset'] ?? '');
  const at = /^\d+$/.test(after)
    ? now.getTime() + Number(after) * 1_000
    : after !== ''
      ? Date.parse(after)
      : /^\d{9,11}$/.test(reset)
        ? Number(reset) * 1_000
        : Number.NaN;
  if (!(at > now.getTime())) return null;
  return new Date(Math.min(at, now.getTime() + WAIT_MAX_MS));
}
