// The program ends: what is under way is finished, and nothing else is begun meanwhile.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { asOwner } from '../support/database.ts';
import { attemptsOf, passTime, setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';
import { openSink, type Sink } from '../support/sink.ts';

const SOON = { timeout: 10_000, interval: 20 };
const SLOW_MS = 3_000;
let site: ReGuideSite;
let sink: Sink;
let program: TestProgram;
beforeAll(async () => {
  [site, sink] = await Promise.all([startReGuideSite(), openSink()]);
  program = await startTestProgram(undefined, {
    SMTP_URL: sink.url,
    OUTBOUND_ALLOW: new URL(site.url).host,
  });
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterAll(async () => {
  await site.stop();
  await sink.close();
});

test('while one mail that has left is waited for, nothing else is begun', async () => {
  const owner = await signIn(program, program.owner);
  const account = { userId: 'mihon-1', password: 'right' };
  site.open(account);
  let isDotThere = false;
  sink.behaves(async (stage) => {
    if (stage !== 'dot') return;
    isDotThere = true;
    await wait(SLOW_MS);
  });
  const { connectionId } = program.firm;
  await owner('PUT', `/connections/${connectionId}/login`, account);
  await expect
    .poll(async () => (await program.get(`/connections/${connectionId}`)).login.state, SOON)
    .toBe('verified');
  await owner('POST', '/outgoing-mails/test');
  await expect.poll(() => isDotThere, SOON).toBe(true);

  const ended = program.stop();
  await passTime(program.server, connectionId); // its daily check is due now
  await ended;
  expect(await attemptsOf(program.server, connectionId)).toMatchObject([{ outcome: 'verified' }]);
  const { rows } = await asOwner(program.server, (client) =>
    client.query("SELECT state FROM outgoing_mails WHERE kind = 'test'"),
  );
  expect(rows).toEqual([{ state: 'sent' }]);
});
