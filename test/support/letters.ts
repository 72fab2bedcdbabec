// Links in the mails that the product sent to a sink.
import { expect } from 'vitest';
import type { Sink } from './sink.ts';

/** The one-time token of the newest mail to this address, from the link to `page`; waits for the nth mail. */
export async function tokenOf(sink: Sink, address: string, page: string, nth = 1): Promise<string> {
  await expect.poll(() => sink.to(address).length, { timeout: 10_000 }).toBe(nth);
  const link = new RegExp(`https?://\\S+/${page}#(\\S+)`).exec(sink.to(address).at(-1)?.text ?? '');
  if (!link?.[1]) throw new Error(`no link to ${page} in the mail`);
  return link[1];
}
