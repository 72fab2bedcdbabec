// Counts tries in this process, so that nobody can guess on and on.

/** `take` is true while `key` had fewer than `most` tries within the window that its first one began. */
export function countTries({ most, windowMs }: { most: number; windowMs: number }) {
  const begun = new Map<string, { count: number; until: number }>();
  return {
    take(key: string, now = Date.now()): boolean {
      for (const [old, { until }] of begun) {
        if (until > now) break; // all windows are of one length: in the order they began
        begun.delete(old);
      }
      const window = begun.get(key) ?? { count: 0, until: now + windowMs };
      if (window.count >= most) return false;
      window.count += 1;
      begun.set(key, window);
      return true;
    },
  };
}
