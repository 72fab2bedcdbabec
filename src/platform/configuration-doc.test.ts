// docs/configuration.md is made from the settings; `vitest -u` writes it anew.
import { expect, test } from 'vitest';
import { settings } from './config.ts';

test('docs/configuration.md tells every setting', async () => {
  const rows = settings.map((s) => `| \`${s.variable}\` | ${s.meaning} | \`${s.example}\` | ${s.default} |`);
  const text = `# Configuration

Every setting is an environment variable; none must be set. Mistakes are told all at once, each with an example, and the
program ends with exit code 78. What an organization changes itself lives in the database.

| variable | meaning | example | default |
|---|---|---|---|
${rows.join('\n')}

With \`DATABASE_URL\`, \`SECRET_KEYS\` must be given too: \`k1:\` and the output of \`openssl rand -base64 32\`. The user of the
URL owns the database and needs CREATEROLE at the first start.

The demo (\`npm run demo\`) listens on 127.0.0.1 only, keeps to \`DATA_DIR/demo\`, and refuses \`DATABASE_URL\`.

How long records are kept is no setting: 90 days of login attempts, 7 years of audit lines, 31 days of what undoes a change of many
([ADR 36](adr/0036-what-is-forgotten.md)).
`;
  await expect(text).toMatchFileSnapshot('../../docs/configuration.md');
});
