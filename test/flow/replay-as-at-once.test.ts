// Mails read by an older reader and then replayed by today's are as if today's had read them at once.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openKept } from '../support/kept-mails.ts';
import { composeInquiry, composeNotice } from '../support/mails.ts';
import { olderReader, todaysReader } from '../support/older-reader.ts';

// Who asks is known to both, or to neither: customers that were held apart are not merged.
const labels = ['フリガナ', '物件所在地', '物件種別'];
const identity = ['お名前', '電話番号', 'メールアドレス', 'フリガナ'];

const person = fc.integer({ min: 1, max: 4 });
const mail = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ person, number: fc.integer({ min: 1, max: 9 }), property: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ notice: fc.integer({ min: 1, max: 9 }) }) },
);

function compose(
  given: { person: number; number: number; property: boolean } | { notice: number },
  at: number,
) {
  if ('notice' in given) return composeNotice(`RG-N${given.notice}`);
  const { person: who, number, property } = given;
  return composeInquiry({
    // A request is somebody's: the same number is the same person.
    number: `RG-${who}-${number}`,
    name: `試験　${who}子`,
    kana: `シケン　${'アイウエ'[who - 1]}コ`,
    phone: `090-0000-000${who}`,
    email: `t${who}@example.jp`,
    messageId: `${at}@re-guide.jp`,
    ...(property && { property: `東京都見本区${number}丁目9番9号` }),
  });
}

const today = await todaysReader();

async function made(mails: string[], older: readonly string[] | null) {
  const kept = await openKept();
  try {
    for (const [at, raw] of mails.entries()) {
      await kept.keep(raw);
      await kept.read(older === null ? today : await olderReader(older));
      // One after the other, as they came.
      if (at % 2 === 1 && older !== null) await kept.replay(today);
    }
    if (older !== null) await kept.replay(today);
    return {
      customers: await kept.sql(
        `SELECT c.name, c.name_kana, c.address, c.inquiry_count,
           (SELECT jsonb_agg(jsonb_build_array(p.kind, p.value, p.key) ORDER BY p.kind, p.key) FROM contact_points p WHERE p.customer_id = c.id) AS points
         FROM customers c ORDER BY 1, 2`,
      ),
      inquiries: await kept.sql(
        'SELECT request_number, kind, content, warnings, is_repeat, customer_id IS NULL AS stub FROM inquiries ORDER BY 1',
      ),
      // A notice whose request another mail completed is settled and keeps what was noted of it (replay/decide.ts); read at
      // once it would have been an inquiry of its own. Either way nobody is asked to look at it.
      mails: await kept.sql(
        `SELECT state, outcome <> 'inquiry' AND reviewed_at IS NULL AS open,
           CASE WHEN outcome <> 'inquiry' AND reviewed_at IS NULL THEN outcome END AS asks,
           CASE WHEN outcome <> 'inquiry' AND reviewed_at IS NULL THEN warnings END AS because
         FROM mails ORDER BY sha256`,
      ),
    };
  } finally {
    await kept.close();
  }
}

test('as if read by today’s reader at once, up to times and notices', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(mail, { minLength: 2, maxLength: 5 }),
      fc.oneof(fc.subarray(labels, { minLength: 1 }), fc.constant(identity)),
      async (given, unknown) => {
        const mails = given.map(compose);
        expect(await made(mails, unknown)).toEqual(await made(mails, null));
      },
    ),
    { numRuns: 5 },
  );
});
