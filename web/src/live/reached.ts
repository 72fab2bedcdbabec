// Whether the server may be reached, and a call for whoever waits for it: the network is back, or the live connection is.
import { useEffect, useRef } from 'react';

const HEALTH_WITHIN_MS = 10_000;

const waiting = new Set<() => void>();
let isBroken = false;

export function sayBroken(): void {
  isBroken = true;
}

export function sayReached(): void {
  isBroken = false;
  for (const call of [...waiting]) call();
}

/**
 * Whether code may be asked for: a browser that could not have a file once never asks for it again, as long as the page stands.
 * Costs a question only while the live connection is broken.
 */
export async function mayReach(): Promise<boolean> {
  if (!navigator.onLine) return false;
  if (!isBroken) return true;
  return fetch('/healthz', { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) }).then(
    () => true,
    () => false,
  );
}

/** Whether the server answers, and well. */
export const isReached = (): Promise<boolean> =>
  fetch('/healthz', { signal: AbortSignal.timeout(HEALTH_WITHIN_MS) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Returns how to stop. */
export function onReached(call: () => void): () => void {
  waiting.add(call);
  window.addEventListener('online', call);
  return () => {
    waiting.delete(call);
    window.removeEventListener('online', call);
  };
}

/** `call` null: nothing waits. */
export function useReached(call: (() => void) | null): void {
  const latest = useRef(call);
  useEffect(() => {
    latest.current = call;
  });
  const isWaiting = call !== null;
  useEffect(() => (isWaiting ? onReached(() => latest.current?.()) : undefined), [isWaiting]);
}
