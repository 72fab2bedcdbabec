// 機能契約: who may switch the option, what stops while it is off, and that nothing that came meanwhile is lost.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asOwner } from '../support/database.ts';
import { buildConnection, buildFirm, PASSWORD } from '../support/factories.ts';
import { composeInquiry } from '../support/mails.ts';
import { joinAndSignIn } from '../support/people.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { type Session, signIn } from '../support/session.ts';

const PATH = '/options/portal-integration';
const on = { isOn: true, isConfirmed: true };
const off = { isOn: false, isConfirmed: true };

let program: TestProgram;
let owner: Session;
let admin: Session;
let stranger: Session;
beforeAll(async () => {
  program = await startTestProgram(undefined, { OPTIONS_SELF_SERVICE: 'true' });
  owner = await signIn(program, program.owner);
  admin = (await joinAndSignIn(program, 'admin')).call;
  const other = await buildFirm(program.db, '株式会社べつの不動産');
  stranger = await signIn(program, { email: other.owner.email, password: PASSWORD });
});
afterAll(() => program.stop());

const isOn = async () => (await program.get('/options')).portalIntegration.isOn;
const customersOf = async (phone: string) => (await program.get(`/customers?phone=${phone}`)).items.length;

test('everybody sees the option, who switched it last, and which connections live by it', async () => {
  const draft = await buildConnection(program.db, program.firm.organizationId, {
    name: 'A 下書き',
    state: 'draft',
  });
  await buildConnection(program.db, program.firm.organizationId, { name: '閉めた店', state: 'deleted' });
  expect(await program.get('/options')).toEqual({
    portalIntegration: {
      isOn: true,
      changedAt: expect.any(String),
      changedBy: null,
      connections: [
        { id: draft.connectionId, name: 'A 下書き', state: 'draft' },
        { id: program.firm.connectionId, name: 'リガイド 世田谷支店', state: 'active' },
      ],
    },
    selfService: true,
  });
});

test('only the owner switches, and only after confirming', async () => {
  expect(await admin('PUT', PATH, off)).toMatchObject({ status: 403, data: { code: 'owner-required' } });
  const withKey = await program.api(PATH, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(off),
  });
  expect(withKey.status).toBe(401);
  for (const isConfirmed of [false, undefined, 'true']) {
    const refused = await owner('PUT', PATH, { isOn: false, isConfirmed });
    expect([refused.status, Object.keys(refused.data.errors)]).toEqual([422, ['isConfirmed']]);
  }
  expect(await isOn()).toBe(true);
  // Another's option is another's.
  expect((await stranger('PUT', PATH, off)).data.portalIntegration.isOn).toBe(false);
  expect(await isOn()).toBe(true);
});

test('off: connections cannot be edited, mail is accepted and kept; on again: it is taken in, without anybody’s help', async () => {
  const { connectionId } = program.firm;
  const paused = await buildConnection(program.db, program.firm.organizationId, {
    name: '停止店',
    state: 'paused',
  });
  const switched = await owner('PUT', PATH, off);
  expect(switched.data.portalIntegration).toMatchObject({ isOn: false, changedBy: { name: '高橋 誠' } });
  expect((await owner('GET', '/me')).data.options.portalIntegration).toBe(false);
  const { version } = await program.get(`/connections/${connectionId}`);
  const edit = await owner('PATCH', `/connections/${connectionId}`, { version, name: '別の名前' });
  expect(edit).toMatchObject({ status: 403, data: { code: 'option-off' } });

  for (const [number, local] of [
    ['OFF-1', program.firm.localPart],
    ['OFF-2', paused.localPart],
  ] as const)
    expect(
      await program.sendMail(composeInquiry({ number, phone: `090-0000-95${number.slice(-1)}0` }), [
        `${local}@inbox.localhost`,
      ]),
    ).toMatch(/^250/);
  await program.settled();
  expect([await customersOf('090-0000-9510'), await customersOf('090-0000-9520')]).toEqual([0, 0]);
  expect((await program.get(`/connections/${connectionId}`)).asideCount).toBe(1);

  expect((await owner('PUT', PATH, on)).status).toBe(200);
  await expect.poll(() => customersOf('090-0000-9510')).toBe(1);
  await program.settled();
  expect((await program.get(`/connections/${connectionId}`)).asideCount).toBe(0);
  // What was paused by a person stays kept.
  expect((await program.get(`/connections/${paused.connectionId}`)).asideCount).toBe(1);
});

test('what a person chose to leave aside before stays aside when the option comes back', async () => {
  const { connectionId } = program.firm;
  await owner('POST', `/connections/${connectionId}/pause`);
  await program.sendMail(composeInquiry({ number: 'LEFT-1', phone: '090-0000-9601' }));
  await program.settled();
  await owner('POST', `/connections/${connectionId}/resume`, { takeIn: false });
  await ageAside();
  await owner('PUT', PATH, off);
  await owner('PUT', PATH, on);
  await program.settled();
  expect(await customersOf('090-0000-9601')).toBe(0);
  expect((await program.get(`/connections/${connectionId}`)).asideCount).toBe(1);
});

test('mails that are read while the option comes back are taken in, all of them', async () => {
  for (let round = 0; round < 6; round++) {
    await owner('PUT', PATH, off);
    const phones = Array.from({ length: 6 }, (_, i) => `090-0000-97${round}${i}`);
    const send = (phone: string) => program.sendMail(composeInquiry({ number: `FRO-${phone}`, phone }));
    const sent = phones.slice(0, 4).map(send);
    await sent[round % 4];
    await Promise.all([owner('PUT', PATH, on), ...sent, ...phones.slice(4).map(send)]);
    const known = async () => (await Promise.all(phones.map(customersOf))).join('');
    await expect.poll(known, { timeout: 10_000 }).toBe('111111');
  }
}, 60_000);

test('where the operator keeps the switch, an owner is told so', async () => {
  const { firm, server, port, secretKeys } = program;
  await program.stop();
  program = await startTestProgram({ firm, server, port, secretKeys });
  expect((await owner('GET', '/options')).data.selfService).toBe(false);
  expect(await owner('PUT', PATH, off)).toMatchObject({ status: 403, data: { code: 'self-service-off' } });
  expect(await isOn()).toBe(true);
});

/** As if what is kept aside had been put there long ago. */
async function ageAside() {
  await asOwner(program.server, (client) =>
    client.query(`UPDATE mails SET read_at = now() - interval '1 hour' WHERE state = 'aside'`),
  );
}
