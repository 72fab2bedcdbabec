// The program as a process of its own for the benches: a firm with one active and one paused connection.
// Started by load.ts with an IPC channel; tells where it listens, answers with its memory when asked.
import { createApiKey, createOrganization, switchOption } from '../src/accounts/index.ts';
import { createConnection } from '../src/connections/index.ts';
import { loadConfig } from '../src/platform/config.ts';
import { openLog } from '../src/platform/log.ts';
import { startProgram } from '../src/program/start.ts';

const config = loadConfig();
const program = await startProgram(config, openLog('error'));
const organizationId = await createOrganization(program.db, '株式会社計測不動産');
const rules = { assigneeId: null, statusId: null, groupId: null, createdBy: null };
await program.db.withOrganization(organizationId, (tx) =>
  switchOption(tx, organizationId, 'portal-integration', true, null),
);
const made = await program.db.withOrganization(organizationId, async (tx) => ({
  apiKey: await createApiKey(tx, organizationId, 'bench'),
  active: await createConnection(tx, organizationId, {
    portal: 're-guide',
    name: '計測',
    state: 'active',
    ...rules,
  }),
  paused: await createConnection(tx, organizationId, {
    portal: 're-guide',
    name: '保管',
    state: 'paused',
    ...rules,
  }),
}));

process.on('message', (ask) => {
  if (ask === 'memory') process.send?.({ rss: process.memoryUsage.rss() });
  if (ask === 'stop') program.stop().then(() => process.exit(0));
});
process.send?.({
  url: program.url,
  smtpPort: program.smtpPort,
  apiKey: made.apiKey,
  active: `${made.active.localPart}@${program.inboxDomain}`,
  paused: `${made.paused.localPart}@${program.inboxDomain}`,
});
