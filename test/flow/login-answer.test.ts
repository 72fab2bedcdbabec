// What a portal answered to a login is not asked for again: it is written down, however the database is just then.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReGuideSite, startReGuideSite } from '../../simulator/re-guide/start.ts';
import { asOwner } from '../support/database.ts';
import { setReGuideLogin } from '../support/portal-login.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';
import { signIn } from '../support/session.ts';

let site: ReGuideSite;
let program: TestProgram;
beforeAll(async () => {
  site = await startReGuideSite();
  program = await startTestProgram(undefined, { OUTBOUND_ALLOW: new URL(site.url).host });
  await setReGuideLogin(program.server, { url: site.loginUrl });
});
afterAll(async () => {
  await program.stop();
  await site.stop();
});

test('a deadlock with somebody else does not make a failure of a login that was taken', async () => {
  const login = { userId: 'mihon-1', password: 'ひみつ right' };
  site.open(login);
  await asOwner(program.server, (client) =>
    client.query(`CREATE SEQUENCE writings;
      CREATE FUNCTION first_fails() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        IF nextval('writings') = 1 THEN RAISE 'in the way' USING ERRCODE = 'deadlock_detected'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER first_fails BEFORE UPDATE ON login_attempts FOR EACH ROW
        WHEN (NEW.outcome = 'verified') EXECUTE FUNCTION first_fails()`),
  );
  const owner = await signIn(program, program.owner);
  const path = `/connections/${program.firm.connectionId}`;
  expect((await owner('PUT', `${path}/login`, login)).status).toBe(200);
  const stateOf = async () => (await owner('GET', path)).data.login.state;
  await expect.poll(stateOf, { timeout: 10_000 }).not.toBe('checking');
  expect([await stateOf(), site.attempts.length]).toEqual(['verified', 1]);
});
