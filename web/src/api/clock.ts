// The present by the server's clock, so that 「3分前」 is right on a computer whose clock is wrong.

let aheadMs = 0;

/** Learns from an answer's Date header (whole seconds, RFC 9110 §6.6.1). Less than 3 s apart counts as equal. */
export function noteServerTime(date: string | null, localMs: number): void {
  const serverMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(serverMs)) return;
  const ahead = serverMs + 500 - localMs;
  aheadMs = Math.abs(ahead) < 3_000 ? 0 : ahead;
}

/** Milliseconds since the epoch, as the server would say. */
export function serverNow(): number {
  return Date.now() + aheadMs;
}
