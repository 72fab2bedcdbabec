// Readers of another day: the portals as they are, but knowing fewer labels, or nothing at all.
import type { Portal } from '../../src/portal-kit/define-portal.ts';
import type { ReadResult } from '../../src/portal-kit/model.ts';
import { loadPortals } from '../../src/portals/load.ts';
import { readRaw } from '../../src/reading/read-raw.ts';
import type { Readers } from '../../src/reading/readers.ts';

/** Today's reader, in this thread. */
export async function todaysReader(): Promise<Readers> {
  return readingWith(await loadPortals());
}

/** One that knows none of these labels: what stands there is kept as an extra. */
export async function olderReader(unknown: readonly string[]): Promise<Readers> {
  return readingWith((await loadPortals()).map((portal) => forgetful(portal, unknown)));
}

/** One that claims the portals' mails and reads nothing in them. */
export async function blindReader(): Promise<Readers> {
  const blind = (portal: Portal): Portal => ({
    ...portal,
    read: () => ({ outcome: 'unreadable', portal: portal.id, warnings: ['nothing-read'] }),
  });
  return readingWith((await loadPortals()).map(blind));
}

function readingWith(portals: Portal[]): Readers {
  return { loaded: Promise.resolve(), read: async (raw) => readRaw(raw, portals), close: async () => {} };
}

const MARK = '旧';

function forgetful(portal: Portal, unknown: readonly string[]): Portal {
  const hide = (text: string) =>
    unknown.reduce(
      (rest, label) => rest.replaceAll(new RegExp(`^${label}：`, 'gm'), `${MARK}${label}：`),
      text,
    );
  return {
    ...portal,
    read: (mail) => shown(portal.read({ ...mail, text: hide(mail.text) })),
  };
}

function shown(result: ReadResult): ReadResult {
  if (!('inquiry' in result)) return result;
  const extras = result.inquiry.extras.map(({ label, value }) => ({
    label: label.startsWith(MARK) ? label.slice(MARK.length) : label,
    value,
  }));
  return { ...result, inquiry: { ...result.inquiry, extras } };
}
