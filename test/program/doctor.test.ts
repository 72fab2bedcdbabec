// The doctor against a real program, a real relay and a DNS of ours: each thing that can be wrong is found and named.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadConfig } from '../../src/platform/config.ts';
import { examine, type Surroundings } from '../../src/program/doctor/index.ts';
import type { Part } from '../../src/program/parts/part.ts';
import { asOwner, urlOf } from '../support/database.ts';
import { startTestProgram, type TestProgram } from '../support/program.ts';

const certificates = resolve(import.meta.dirname, '../support/certificates');
const relay = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _, done) =>
    username === 'digima' && password === 'p@ss'
      ? done(null, { user: username })
      : done(new Error('wrong password')),
});
let program: TestProgram;
let relayPort: number;
beforeAll(async () => {
  program = await startTestProgram();
  relayPort = await new Promise((opened) => {
    relay.listen(0, '127.0.0.1', () => opened((relay.server.address() as { port: number }).port));
  });
});
afterAll(async () => {
  await program.stop();
  await new Promise<void>((closed) => relay.close(closed));
});

const nothing = async () => {
  throw Object.assign(new Error(), { code: 'ENODATA' });
};
const WORLD = {
  resolveMx: async () => [
    { exchange: 'backup.example.jp', priority: 20 },
    { exchange: 'mail.example.jp', priority: 10 },
  ],
  resolve4: async () => ['127.0.0.1'],
  resolve6: nothing,
  resolveTxt: async () => [['v=spf1 include:relay.example.jp', ' ~all']],
};
const whole = () => ({
  DATABASE_URL: urlOf(program.server),
  SECRET_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  DATA_DIR: mkdtempSync(join(tmpdir(), 'digima-doctor-')),
  PUBLIC_URL: program.url,
  HTTP_PORT: String(program.port),
  SMTP_PORT: String(program.smtpPort),
  INBOX_DOMAIN: 'inbox.example.jp',
  SMTP_URL: `smtp://digima:p%40ss@127.0.0.1:${relayPort}`,
  SUPPORT_URL: 'mailto:help@example.jp',
  SMTP_TLS_CERT_FILE: join(certificates, 'mail.crt'),
  SMTP_TLS_KEY_FILE: join(certificates, 'mail.key'),
});

/** What it complains of, as `check level: what`. */
async function complaints(
  settings: Partial<Record<keyof ReturnType<typeof whole>, string | undefined>> = {},
  world: Partial<Surroundings['dns']> = {},
  more: Partial<Surroundings> = {},
) {
  const found = await examine(loadConfig({ ...whole(), ...settings }), {
    dns: { ...WORLD, ...world },
    mailPort: program.smtpPort,
    now: () => new Date('2026-11-23T12:00:00Z'),
    ...more,
  });
  for (const { level, remedy } of found) expect(remedy === null).toBe(level === 'ok');
  return found
    .filter(({ level }) => level !== 'ok')
    .map(({ check, level, says }) => `${check} ${level}: ${says}`);
}
// No operator said where the portal is, and the second MX has another name.
const ALWAYS = [
  /^portals warning: リガイドのログインページのアドレスが未登録/,
  /証明書は backup.example.jp のものではありません/,
];
const others = (found: string[]) => found.filter((one) => !ALWAYS.some((known) => known.test(one)));

test('an installation that is ready has nothing to mend', async () => {
  const found = await complaints();
  expect(others(found)).toEqual([]);
  expect(found).toHaveLength(ALWAYS.length);
});

test.each<[string, Parameters<typeof complaints>, RegExp]>([
  ['no address of the screen', [{ PUBLIC_URL: undefined }], /^screen failure: PUBLIC_URL が未設定/],
  ['nobody answers there', [{ PUBLIC_URL: 'http://127.0.0.1:65533' }], /^screen failure: .*ECONNREFUSED/],
  [
    'no database',
    [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }],
    /^database failure: .*ECONNREFUSED/,
  ],
  [
    'an embedded database that does not run',
    [{ DATABASE_URL: undefined }],
    /^database warning: .*動いていません/,
  ],
  [
    'no domain',
    [{ INBOX_DOMAIN: undefined, SMTP_TLS_CERT_FILE: undefined, SMTP_TLS_KEY_FILE: undefined }],
    /^mail-in failure: INBOX_DOMAIN/,
  ],
  ['no MX', [{}, { resolveMx: nothing }], /^mail-in failure: .*MXレコードがありません/],
  [
    'a silent DNS',
    [{}, { resolveMx: async () => Promise.reject(Object.assign(new Error(), { code: 'ETIMEOUT' })) }],
    /^mail-in failure: DNSに/,
  ],
  ['an MX without an address', [{}, { resolve4: nothing }], /^mail-in failure: MXのホスト mail.example.jp/],
  [
    'port 25 closed',
    [{}, {}, { mailPort: 1 }],
    /^mail-in failure: .*ポート 1 に接続できません（ECONNREFUSED）/,
  ],
  ['the program is not running', [{ SMTP_PORT: '1' }], /^mail-in failure: SMTPの受け口（ポート 1）/],
  ['no relay', [{ SMTP_URL: undefined }], /^mail-out failure: SMTP_URL が未設定/],
  ['a relay that refuses the password', [{ SMTP_URL: 'wrong' }], /^mail-out failure: .*EAUTH/],
  ['no SPF', [{}, { resolveTxt: nothing }], /^mail-out warning: .*SPFレコードがありません/],
  [
    'a key of another certificate',
    [{ SMTP_TLS_KEY_FILE: join(certificates, 'other.key') }],
    /^certificate failure: .*組になっていません/,
  ],
  [
    'a certificate that is over',
    [{}, {}, { now: () => new Date('2300-01-01') }],
    /^certificate failure: .*期限が切れています/,
  ],
  ['no way to the support', [{ SUPPORT_URL: undefined }], /^support warning/],
])('finds: %s', async (_, [settings, world, more], expected) => {
  const given =
    settings?.SMTP_URL === 'wrong' ? { SMTP_URL: `smtp://digima:no@127.0.0.1:${relayPort}` } : settings;
  const found = others(await complaints(given, world, more));
  expect(found).toContainEqual(expect.stringMatching(expected));
});

test('finds work that was given up, of whatever organization', async () => {
  await asOwner(program.server, (client) =>
    client.query(
      `INSERT INTO jobs (id, organization_id, kind, subject_id, state) VALUES (gen_random_uuid(), $1, 'tell-owner', gen_random_uuid(), 'dead')`,
      [program.firm.organizationId],
    ),
  );
  expect(others(await complaints())).toEqual([expect.stringMatching(/^jobs warning: .*tell-owner 1件/)]);
  await asOwner(program.server, (client) => client.query('DELETE FROM jobs'));
});

test('another server in front is told apart, and one that takes mail for nobody', async () => {
  const strange = (banner: string) =>
    new SMTPServer({
      banner,
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: (_address, _session, done) => done(),
    });
  for (const [banner, expected] of [
    ['Postfix', /mail-in warning: .*この製品ではないメールサーバー/],
    ['Digima', /mail-in failure: .*存在しない宛先を受け付けました/],
  ] as const) {
    const server = strange(banner);
    const port = await new Promise<number>((opened) => {
      server.listen(0, '127.0.0.1', () => opened((server.server.address() as { port: number }).port));
    });
    expect(others(await complaints({}, {}, { mailPort: port }))).toContainEqual(
      expect.stringMatching(expected),
    );
    await new Promise<void>((closed) => server.close(closed));
  }
});

test('asked about one part, it looks at what matters to that one', async () => {
  const checksOf = async (...parts: Part[]) => {
    const found = await examine(
      loadConfig(whole()),
      { dns: WORLD, mailPort: program.smtpPort, now: () => new Date('2026-11-23T12:00:00Z') },
      parts,
    );
    return [...new Set(found.map(({ check }) => check))];
  };
  expect(await checksOf('smtp')).toEqual(['database', 'mail-in', 'certificate']);
  expect(await checksOf('web')).toEqual(['database', 'screen', 'support']);
});
