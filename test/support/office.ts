// A firm whose leads come to nobody, and what is done with them by people: for tests of who is told when they are given to somebody.
import { expect } from 'vitest';
import { asOwner } from './database.ts';
import { buildConnection, PASSWORD } from './factories.ts';
import { composeInquiry } from './mails.ts';
import { joinAndSignIn } from './people.ts';
import { startTestProgram } from './program.ts';
import { signIn } from './session.ts';
import { openSink } from './sink.ts';

const KINDS = ['tell-owner', 'tell-assigned', 'send-mail', 'post-message', 'release-held'];

export type Office = Awaited<ReturnType<typeof openOffice>>;

/** `settings`: the program's, beside a relay of its own. */
export async function openOffice(settings: Record<string, string> = {}) {
  const sink = await openSink();
  const program = await startTestProgram(undefined, { SMTP_URL: sink.url, ...settings });
  const owner = await signIn(program, program.owner);
  const sato = await signIn(program, { ...program.firm.salesperson, password: PASSWORD });
  const other = await joinAndSignIn(program, 'member', '次田 二郎');
  const { localPart } = await buildConnection(program.db, program.firm.organizationId, { name: '本店' });

  const sql = (text: string, values: unknown[] = []) =>
    asOwner(program.server, async (client) => (await client.query(text, values)).rows);
  /** Until nothing waits to be told or sent now. */
  const quiet = async () => {
    await program.settled();
    await expect
      .poll(() => sql('SELECT kind FROM jobs WHERE kind = ANY ($1) AND run_at <= now()', [KINDS]), {
        timeout: 10_000,
      })
      .toEqual([]);
  };
  let count = 0;
  /** Ids of a new inquiry and of its customer, who is nobody's. */
  const receive = async () => {
    count += 1;
    const number = `RG-A-${count}`;
    const phone = `090-0000-${6000 + count}`;
    const name = `担当　${count}号`;
    const mail = composeInquiry({ number, name, phone, messageId: `a${count}@re-guide.jp` });
    await program.sendMail(mail, [`${localPart}@inbox.localhost`]);
    await quiet();
    const [inquiry] = (await program.get(`/inquiries?requestNumber=${number}`)).items;
    return { id: inquiry.id as string, customerId: inquiry.customer.id as string, name, phone };
  };
  const planned = () => sql("SELECT subject_id, run_at FROM jobs WHERE kind = 'tell-assigned'");
  const told = () => sink.mails.filter(({ subject }) => subject.includes('担当になりました'));
  return {
    ...{ sink, program, owner, sato, other, sql, quiet, receive, planned, told },
    satoId: () => program.firm.salesperson.userId,
    toldTo: () => told().map(({ to }) => to),
    async receiveMany(many: number) {
      const all = [];
      for (let nr = 0; nr < many; nr += 1) all.push(await receive());
      return all;
    },
    /** As the customer's page does it. */
    async edit(customerId: string, assigneeId: string | null, as = owner) {
      const { version } = (await owner('GET', `/customers/${customerId}`)).data;
      const done = await as('PATCH', `/customers/${customerId}`, { version, assigneeId });
      expect(done.status, done.text).toBe(200);
    },
    /** As a list does it; the change's id. */
    async give(customerIds: string[], assigneeId: string | null, as = owner): Promise<string> {
      const change = { type: 'assign', assigneeId };
      const done = await as('POST', '/customers/changes', { customerIds, change });
      expect(done.status, done.text).toBe(200);
      return done.data.changeId;
    },
    undo: (changeId: string) => owner('POST', `/customers/changes/${changeId}/undo`),
    respond: (id: string) =>
      owner('POST', `/inquiries/${id}/activities`, { kind: 'call', outcome: 'reached' }),
    /** The moment is over: as if the clock said so. */
    async comes() {
      await sql("UPDATE jobs SET run_at = now() WHERE kind = 'tell-assigned'");
      await expect.poll(planned, { timeout: 10_000 }).toEqual([]);
      await quiet();
    },
    /** What 通知履歴 has of these notices, the newest first. */
    async listed() {
      const { items } = (await owner('GET', '/outgoing-mails?limit=100')).data;
      return items.filter(({ kind }: { kind: string }) => kind === 'assigned');
    },
    /** What was held back is due. */
    async release() {
      await sql("UPDATE outgoing_mails SET due_at = now() WHERE state = 'held'");
      await sql("UPDATE jobs SET run_at = now() WHERE kind = 'release-held'");
      const held = () => sql("SELECT 1 FROM outgoing_mails WHERE state = 'held'");
      await expect.poll(held, { timeout: 10_000 }).toEqual([]);
      await quiet();
    },
    /** Before each test: nothing is planned or was told. */
    async clear() {
      await sato('PUT', '/me/notices', { own: null });
      await quiet();
      await sql("DELETE FROM jobs WHERE kind = 'tell-assigned'");
      sink.mails.length = 0;
    },
    async close() {
      await program.stop();
      await sink.close();
    },
  };
}
