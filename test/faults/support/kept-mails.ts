// Mails that readers of other days have read, and the command that has them read again.
import { setTimeout as delay } from 'node:timers/promises';
import { onMailRead, onMailsRead } from '../../../src/flow.ts';
import { openMailStore } from '../../../src/intake/index.ts';
import { openDatabase, type Server } from '../../../src/platform/database.ts';
import { openLog } from '../../../src/platform/log.ts';
import { openSignals } from '../../../src/platform/signals.ts';
import { startReading } from '../../../src/reading/index.ts';
import { composeInquiry, composeNotice } from '../../support/mails.ts';
import { blindReader, olderReader, todaysReader } from '../../support/older-reader.ts';
import type { Context } from '../scenario.ts';
import { REPLAY } from './die-at.ts';
import type { Installation } from './installation.ts';

const log = openLog('silent');

/** Mails as readers of other days left them: some in part, some not at all. */
export async function keepAsOnceRead(
  { random }: Context,
  { server, query }: Installation,
  many: number,
): Promise<void> {
  const [inbox] = await query<{ id: string }>('SELECT id FROM inboxes');
  const unknown = ['フリガナ', 'メールアドレス', '物件所在地', '物件種別'];
  const readers = [await olderReader(unknown), await blindReader(), await todaysReader()];
  await onDatabase(server, async ({ db, signals }) => {
    const store = openMailStore(db);
    for (const [part, reader] of readers.entries()) {
      for (let n = part; n < many; n += readers.length) {
        const person = random.below(many);
        const raw =
          random.below(12) === 0
            ? composeNotice(`RG-N-${n}`)
            : composeInquiry({
                number: `RG-${random.below(20) === 0 ? n - 1 : n}`,
                name: `試験　${person}子`,
                kana: 'シケン　コ',
                phone: `090-0000-${String(person % 10_000).padStart(4, '0')}`,
                email: `t${person}@example.jp`,
                messageId: `${n}@re-guide.jp`,
              });
        await store({
          raw: Buffer.from(raw),
          receivedAt: new Date(),
          envelopeFrom: '',
          recipients: [{ address: 'x@inbox.localhost', inboxId: inbox?.id ?? '' }],
          clientAddress: '127.0.0.1',
          clientName: 'test',
          tls: null,
        });
      }
      const reading = startReading({
        db,
        signals,
        readers: reader,
        log,
        onRead: onMailRead,
        onReadTogether: onMailsRead,
        onSettled() {},
      });
      while ((await query("SELECT 1 FROM mails WHERE state = 'waiting' LIMIT 1")).length > 0) await delay(20);
      await reading.stop();
    }
  });
}

/** Runs `work` on a pool and signals of its own. */
export async function onDatabase<T>(
  server: Server,
  work: (parts: {
    db: Awaited<ReturnType<typeof openDatabase>>;
    signals: Awaited<ReturnType<typeof openSignals>>;
  }) => Promise<T>,
): Promise<T> {
  const db = await openDatabase(server, log);
  const signals = await openSignals(db, [], log);
  try {
    return await work({ db, signals });
  } finally {
    await signals.close();
    await db.close();
  }
}

/** `digima replay` to its end. */
export async function runReplay({ start, query }: Installation): Promise<{ code: unknown; text: string }> {
  // The one before may have been the last word of somebody killed: its preview waits for nobody.
  await query("UPDATE replays SET state = 'cancelled' WHERE state = 'previewed'");
  const part = start({ name: 'replay', command: REPLAY });
  const code = await part.ended;
  return { code, text: part.said.text };
}
