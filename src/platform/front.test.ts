// The front of a queue, with a clock of its own: what is dear is done seldom, and nothing is passed over for long.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openFront } from './front.ts';

/** A queue whose looks take so long: what is in it, and what was asked for. */
function queueOf(at: number) {
  const clock = { at };
  const asked: (number | null)[] = [];
  const front = openFront(
    () => clock.at,
    () => clock.at,
  );
  return {
    clock,
    asked,
    async look(tookMs: number, waiting: number[] = []) {
      return front.look(
        async (since) => {
          asked.push(since?.getTime() ?? null);
          clock.at += tookMs;
          return waiting.filter((time) => since === null || time >= since.getTime());
        },
        (time) => new Date(time),
      );
    },
  };
}

test('while a look costs nothing, every look is at the whole', async () => {
  const { asked, look } = queueOf(1_000_000);
  for (let i = 0; i < 5; i++) await look(0, [i]);
  expect(asked).toEqual([null, null, null, null, null]);
});

test('after a dear one looks begin five seconds before the oldest it found, until it has rested twenty times as long', async () => {
  const { clock, asked, look } = queueOf(1_000_000);
  expect(await look(100, [990_000, 995_000])).toEqual([990_000, 995_000]);
  expect(await look(1, [984_999, 985_000, 996_000])).toEqual([985_000, 996_000]);
  await look(1); // nothing: whoever comes now is queued by now
  expect(asked.slice(1)).toEqual([985_000, 985_000]);
  await look(1, [2_000_000]);
  expect(asked.at(-1)).toBe(995_101);
  clock.at = 1_000_100 + 2_000;
  expect(await look(1, [5])).toEqual([5]);
  expect(asked.at(-1)).toBeNull();
});

test('what came to be free again further in front is taken one look after the other, however dear one at the whole is', async () => {
  const { clock, asked, look } = queueOf(1_000_000);
  await look(100);
  let behind = Array.from({ length: 200 }, (_, i) => 900_000 + i * 10);
  const takeEight = async () => {
    const taken = await look(100, behind.slice(0, 8));
    behind = behind.filter((time) => !taken.includes(time));
    return taken.length;
  };
  expect(await takeEight()).toBe(0);
  clock.at += 3_000;
  const wholeLooks = asked.filter((since) => since === null).length;
  for (let looks = 0; looks < 25; looks++) expect(await takeEight()).toBe(8);
  expect(asked.filter((since) => since === null).length - wholeLooks).toBeLessThan(3);
  await look(1);
  await look(1); // nothing any more: from now on from the end again
  expect(asked.at(-1)).toBeGreaterThan(1_000_000);
});

test('whatever looks cost: the whole is looked at for a twentieth of the time, and every half minute', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ took: fc.nat(5_000), pause: fc.nat(3_000) }), { minLength: 2, maxLength: 60 }),
      async (looks) => {
        const { clock, asked, look } = queueOf(1_000_000);
        let whole: { begun: number; ended: number } | null = null;
        for (const { took, pause } of looks) {
          const begun = clock.at;
          // One that begins further behind walks past nothing.
          await look(asked.length === 0 || begun >= restedAt(whole) ? took : 1);
          if (asked.at(-1) === null) {
            if (whole) {
              const rest = begun - whole.ended;
              expect(rest).toBeGreaterThanOrEqual(Math.min(20 * (whole.ended - whole.begun), 30_000));
            }
            whole = { begun, ended: clock.at };
          } else if (whole) expect(begun - whole.ended).toBeLessThan(30_000);
          clock.at += pause;
        }
      },
    ),
  );
});

const restedAt = (whole: { begun: number; ended: number } | null) =>
  whole ? whole.ended + Math.min(20 * (whole.ended - whole.begun), 30_000) : 0;
