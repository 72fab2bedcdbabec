// テスト反響 through the doors: it goes in by SMTP, says what it would have made, and nothing of it stays.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendTestInquiry } from '../../src/customers/send-test-inquiry.ts';
import { openLog } from '../../src/platform/log.ts';
import { loadPortals } from '../../src/portals/load.ts';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

let program: TestProgram;
let cookie: string;
beforeAll(async () => {
  program = await startTestProgram();
  cookie = await signIn(program.owner.email);
  await program.sendMail(composeInquiry({ number: 'R1' }));
  await program.settled();
});
afterAll(() => program.stop());

const jobsDue = () =>
  asOwner(program.server, async (db) => {
    const { rows } = await db.query("SELECT kind FROM jobs WHERE kind <> 'send-mail' AND run_at <= now()");
    return rows;
  });

async function signIn(email: string): Promise<string> {
  const answer = await fetch(`${program.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: program.url },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  return answer.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ');
}

const send = (connectionId: string, as = cookie) =>
  fetch(`${program.url}/api/v1/connections/${connectionId}/test-inquiry`, {
    method: 'POST',
    headers: { Cookie: as, Origin: program.url },
  });

async function sent(connectionId: string): Promise<string> {
  const answer = await send(connectionId);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { id: string }).id;
}

const look = (connectionId: string, id: string) =>
  program.get(`/connections/${connectionId}/test-inquiry/${id}`);

/** Every row of every table but the test's own, in one value; sign-in writes sessions by itself. */
function everything() {
  return asOwner(program.server, async (db) => {
    const { rows: tables } = await db.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1",
    );
    const all: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (name === 'test_inquiries' || name === 'session') continue;
      const { rows } = await db.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
      all[name] = rows.map(({ row }) => row);
    }
    return all;
  });
}

test.each(['draft', 'active', 'paused'] as const)(
  'on a connection that is %s it arrives, says what it would have made, and is gone',
  async (state) => {
    const { firm } = program;
    const { connectionId } = await buildConnection(program.db, firm.organizationId, {
      state,
      name: `テスト ${state}`,
      assigneeId: firm.salesperson.userId,
      statusId: firm.otherStatusId,
      groupId: firm.groupId,
    });
    await expect.poll(jobsDue, { timeout: 20_000 }).toEqual([]); // the owner of the first mail is told
    const before = await everything();
    const id = await sent(connectionId);
    await expect
      .poll(() => look(connectionId, id), { timeout: 20_000 })
      .toMatchObject({ removedAt: expect.any(String) });
    expect(await look(connectionId, id)).toMatchObject({
      sentAt: expect.any(String),
      receivedAt: expect.any(String),
      readAt: expect.any(String),
      error: null,
      result: {
        customerName: 'テスト　反響',
        assignee: '佐藤 健一',
        status: '追客中',
        group: '反響客',
        matched: null,
      },
    });
    expect(await everything()).toEqual(before);
  },
);

test('while it is under way, and while it cannot be read, no list, count or review has it', async () => {
  const { firm } = program;
  const { connectionId } = firm;
  const facts = async () => ({
    mails: await program.get('/mails'),
    waiting: await program.get('/mails?state=waiting'),
    review: await program.get('/mails?review=true'),
    me: await program.get('/me'),
    connection: await program.get(`/connections/${connectionId}`),
    inquiries: await program.get('/inquiries'),
  });
  const before = await facts();
  // The take-in cannot end: the mail stays unread.
  await asOwner(program.server, (db) =>
    db.query("ALTER TABLE customers ADD CONSTRAINT no_test CHECK (name <> 'テスト　反響')"),
  );
  const id = await sent(connectionId);
  const stored = () =>
    asOwner(
      program.server,
      async (db) => (await db.query('SELECT state, attempts FROM mails WHERE is_test')).rows,
    );
  await expect.poll(stored, { timeout: 20_000 }).toMatchObject([{ attempts: 1 }]);
  expect(await facts()).toEqual(before);
  expect(
    (await program.get('/mails')).items.some((m: { subject: string }) => m.subject?.includes('テスト')),
  ).toBe(false);

  await asOwner(program.server, (db) =>
    db.query("UPDATE mails SET state = 'failed', lease_until = NULL, lease_token = NULL WHERE is_test"),
  );
  expect(await facts()).toEqual(before);

  // A minute later it says so; an hour later what is left is gone.
  await asOwner(program.server, (db) =>
    db.query(`UPDATE jobs SET run_at = now() WHERE subject_id = '${id}'`),
  );
  await expect
    .poll(() => look(connectionId, id), { timeout: 20_000 })
    .toMatchObject({ receivedAt: expect.any(String), error: { code: 'not-read' }, removedAt: null });
  await asOwner(program.server, async (db) => {
    await db.query(`UPDATE test_inquiries SET sent_at = sent_at - interval '2 hours' WHERE id = '${id}'`);
    await db.query(`UPDATE jobs SET run_at = now() WHERE subject_id = '${id}'`);
  });
  await expect
    .poll(() => look(connectionId, id), { timeout: 20_000 })
    .toMatchObject({ removedAt: expect.any(String) });
  expect(await stored()).toEqual([]);
  await asOwner(program.server, (db) => db.query('ALTER TABLE customers DROP CONSTRAINT no_test'));
  expect(await facts()).toEqual(before);
});

test('one that was written down and never sent says that it did not come, and what to check', async () => {
  const { firm } = program;
  const id = '01900000-0000-7000-8000-000000000001';
  // What a crash between the two leaves.
  await asOwner(program.server, async (db) => {
    await db.query(
      `INSERT INTO test_inquiries (id, organization_id, connection_id, mark_hash, created_by, sent_at)
       VALUES ($1, $2, $3, $4, $5, now() - interval '61 seconds')`,
      [
        id,
        firm.organizationId,
        firm.connectionId,
        createHash('sha256').update('x').digest(),
        firm.owner.userId,
      ],
    );
    await db.query(
      "INSERT INTO jobs (id, organization_id, kind, subject_id) VALUES ($1, $2, 'finish-test-inquiry', $1)",
      [id, firm.organizationId],
    );
  });
  await expect
    .poll(() => look(firm.connectionId, id), { timeout: 20_000 })
    .toMatchObject({ error: { code: 'not-received', text: expect.stringContaining('届きませんでした') } });
});

test('one that came and was read, while only the answer of our door was lost, shows its result alone', async () => {
  const { organizationId, connectionId, owner } = program.firm;
  const parts = {
    db: program.db,
    log: openLog('silent'),
    portals: await loadPortals(),
    inboxDomain: 'inbox.localhost',
    ownDoor: async (to: string, raw: Uint8Array) => {
      await program.sendMail(Buffer.from(raw), [to]);
      await expect.poll(async () => (await newest()).readAt).not.toBeNull();
      throw new Error('the answer was lost');
    },
    onChanged: () => {},
  };
  const newest = async () => {
    const { rows } = await asOwner(program.server, (db) =>
      db.query('SELECT id FROM test_inquiries WHERE connection_id = $1 ORDER BY id DESC', [connectionId]),
    );
    return look(connectionId, rows[0].id);
  };
  const id = await sendTestInquiry(parts, organizationId, connectionId, owner.userId);
  expect(await look(connectionId, id)).toMatchObject({ result: { matched: null }, error: null });
});

test('sent twice at once it is one; a mail that only carries such a mark is a mail like any other', async () => {
  const { firm } = program;
  const { connectionId, localPart } = await buildConnection(program.db, firm.organizationId, { name: '印' });
  const ids = await asOwner(program.server, async (db) => {
    // Our own door cannot store anything meanwhile: the first stays under way.
    await db.query('BEGIN; LOCK TABLE mails IN EXCLUSIVE MODE');
    const all = [sent(connectionId), sent(connectionId), sent(connectionId)];
    await Promise.race([
      Promise.all([all[0], all[1]]),
      Promise.all([all[1], all[2]]),
      Promise.all([all[0], all[2]]),
    ]);
    await db.query('ROLLBACK');
    return Promise.all(all);
  });
  expect(new Set(ids).size).toBe(1);
  const [id = ''] = ids;
  await expect
    .poll(() => look(connectionId, id), { timeout: 20_000 })
    .toMatchObject({ removedAt: expect.any(String) });

  const forged = `X-Test-Inquiry: ${'a'.repeat(64)}\r\n${composeInquiry({ number: 'F1', name: '印田　偽', phone: '090-0000-7777' })}`;
  await program.sendMail(forged, [`${localPart}@inbox.localhost`]);
  await program.settled();
  const { items } = await program.get(`/inquiries?connectionId=${connectionId}`);
  expect(items).toMatchObject([{ requestNumber: 'F1', customer: { name: '印田　偽' } }]);
});

test('only who may change the set-up sends one, and nobody sees another organization’s', async () => {
  const { firm } = program;
  const theirs = await buildFirm(program.db, '株式会社べつの不動産');
  expect((await send(theirs.connectionId)).status).toBe(404);
  expect((await send(firm.connectionId, await signIn(firm.salesperson.email))).status).toBe(403);
  expect((await send(firm.connectionId, '')).status).toBe(401);
  const id = await sent(firm.connectionId);
  const outside = await fetch(`${program.url}/api/v1/connections/${firm.connectionId}/test-inquiry/${id}`, {
    headers: { Authorization: `Bearer ${theirs.apiKey}` },
  });
  expect(outside.status).toBe(404);
  const deleted = await buildConnection(program.db, firm.organizationId, { state: 'deleted', name: '削除' });
  expect((await send(deleted.connectionId)).status).toBe(404);
});

test('it passes a door that waits for PROXY headers from this machine', async () => {
  const behind = await startTestProgram(undefined, { SMTP_PROXY_FROM: '127.0.0.0/8' });
  const answer = await fetch(`${behind.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: behind.url },
    body: JSON.stringify({ email: behind.owner.email, password: PASSWORD }),
  });
  const sent = await fetch(`${behind.url}/api/v1/connections/${behind.firm.connectionId}/test-inquiry`, {
    method: 'POST',
    headers: {
      Cookie: answer.headers
        .getSetCookie()
        .map((c) => c.split(';')[0])
        .join('; '),
      Origin: behind.url,
    },
  });
  const { id } = (await sent.json()) as { id: string };
  await expect
    .poll(() => behind.get(`/connections/${behind.firm.connectionId}/test-inquiry/${id}`), {
      timeout: 20_000,
    })
    .toMatchObject({ receivedAt: expect.any(String), error: null });
  await behind.stop();
});
