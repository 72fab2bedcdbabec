// What a sender knows for certain, on its own disk and synced before it acts on it: a line before a mail leaves, a line
// when it was told 250. The auditor believes this file and nothing else.
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** One attempt to hand a mail over. */
export interface Sending {
  /** Tells the mail's bytes apart: one token, one sequence of bytes. */
  token: string;
  /** Recipients, in full. */
  to: string[];
  /** Of the bytes as they leave, dots not stuffed; hex. */
  sha256: string;
  /** The request it is about (empty: one without a number), and who asks: what must come of it, once. */
  number: string;
  person: string;
}

type Line =
  | ({ what: 'sending' } & Sending)
  | { what: 'accepted'; token: string; to: string[]; sha256: string };

/** A mail as the ledger has it: how often it left, and how often 250 came back for it. */
export interface Entry extends Sending {
  attempts: number;
  accepted: number;
}

export type Ledger = Awaited<ReturnType<typeof openLedger>>;

/** Opens a new ledger. Lines that come together share a write and a sync; each call resolves when its own is on disk. */
export async function openLedger(file: string) {
  const handle = await open(file, 'ax', 0o600);
  let pending: { line: string; written: (error?: unknown) => void }[] = [];
  let running = Promise.resolve();

  async function write(): Promise<void> {
    const batch = pending;
    pending = [];
    if (batch.length === 0) return;
    try {
      await handle.appendFile(batch.map(({ line }) => line).join(''));
      await handle.sync();
      for (const { written } of batch) written();
    } catch (error) {
      for (const { written } of batch) written(error);
    }
  }
  const append = (line: Line) =>
    new Promise<void>((done, failed) => {
      pending.push({
        line: `${JSON.stringify(line)}\n`,
        written: (error) => (error === undefined ? done() : failed(error)),
      });
      running = running.then(write);
    });
  return {
    file,
    /** Before the mail leaves. */
    sending: (mail: Sending) => append({ what: 'sending', ...mail }),
    /** After its 250 was read. */
    accepted: ({ token, to, sha256 }: Sending) => append({ what: 'accepted', token, to, sha256 }),
    async close() {
      await running;
      await handle.close();
    },
  };
}

/** Every mail of a ledger, by its token. @throws when a line is not whole: whoever wrote it is never killed. */
export function readLedger(file: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue;
    const line = JSON.parse(text) as Line;
    if (line.what === 'sending') {
      const { what: _, ...mail } = line;
      const known = entries.get(mail.token);
      if (known) known.attempts++;
      else entries.set(mail.token, { ...mail, attempts: 1, accepted: 0 });
    } else {
      const sent = entries.get(line.token);
      if (!sent || sent.sha256 !== line.sha256) throw new Error(`${line.token} was accepted and never sent`);
      sent.accepted++;
    }
  }
  return entries;
}
