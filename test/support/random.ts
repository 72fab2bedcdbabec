// Random numbers that come again from their seed.

/** Draws of one seed (mulberry32). */
export function openRandom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    /** 0 ≤ n < below. */
    below: (below: number) => Math.floor(next() * below),
    chance: (of: number) => next() < of,
    pick<T>(all: readonly T[]): T {
      const one = all[Math.floor(next() * all.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
  };
}
