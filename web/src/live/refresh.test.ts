// How often the page asks again, whatever becomes of its questions.
import { beforeEach, expect, it } from 'vitest';
import { type Refresh, startRefresh } from './refresh.ts';

let asked: PromiseWithResolvers<void>[];
let timers: { ms: number; call: () => void }[];
let refresh: Refresh;

beforeEach(() => {
  asked = [];
  timers = [];
  refresh = startRefresh(
    () => {
      const answer = Promise.withResolvers<void>();
      asked.push(answer);
      return answer.promise;
    },
    (ms, call) => {
      const timer = { ms, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  );
});

async function answerLast() {
  asked.at(-1)?.resolve();
  await new Promise(setImmediate);
}
/** The next timer fires; returns how long it was. */
function pass(): number | undefined {
  const timer = timers.shift();
  timer?.call();
  return timer?.ms;
}

it('asks once for many signals, and once more for those that came meanwhile', async () => {
  for (let i = 0; i < 20; i += 1) refresh.signal();
  expect(asked.length).toBe(1);
  await answerLast();
  expect(pass()).toBe(300);
  expect(asked.length).toBe(2);
  await answerLast();
  expect(pass()).toBe(300);
  expect(asked.length).toBe(2);
  refresh.signal();
  expect(asked.length).toBe(3);
});

it('is quiet once stopped', async () => {
  refresh.signal();
  refresh.signal();
  refresh.stop();
  await answerLast();
  expect([timers, asked.length]).toEqual([[], 1]);
});
