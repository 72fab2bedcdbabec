// 初動 as one works it out by hand.

/** Of requests responded to after so many minutes (null: not yet): the median and how many in time. Before it came is at once. */
export function speedOf(minutes: (number | null)[]) {
  const waited = minutes
    .flatMap((after) => (after === null ? [] : Math.max(0, after) * 60))
    .sort((a, b) => a - b);
  const half = (waited.length - 1) / 2;
  return {
    medianSeconds: waited.length
      ? ((waited[Math.floor(half)] ?? 0) + (waited[Math.ceil(half)] ?? 0)) / 2
      : null,
    within5: waited.filter((seconds) => seconds <= 300).length,
    within30: waited.filter((seconds) => seconds <= 1_800).length,
  };
}
