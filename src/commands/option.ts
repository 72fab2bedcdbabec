// `digima option`: the operator says which firms have an option (機能契約).
import { Command } from 'commander';
import type { Option } from '../accounts/index.ts';
import { loadConfig } from '../platform/config.ts';
import type { Database } from '../platform/database.ts';
import { StartError } from '../platform/errors.ts';

const HELP = `
Give it the same settings as digima start; the program may run meanwhile. ORG is the firm's id or its name.

Examples:
  digima option                                          every firm and its options
  digima option 株式会社みほん不動産 portal-integration on
  digima option 株式会社みほん不動産 portal-integration off

Off: the firm's connections can no longer be edited, and what portals mail to them is accepted and kept. On again: what was
kept for active connections meanwhile is taken in.
Exit codes: 0 done, 1 not done (one sentence says why), 78 wrong settings.`;

export function optionCommand(): Command {
  return new Command('option')
    .description('see and switch the options of a firm (機能契約)')
    .argument('[ORG]', 'id or name of the firm')
    .argument('[OPTION]', 'portal-integration')
    .argument('[on|off]')
    .addHelpText('after', HELP)
    .action(async (wanted?: string, option?: string, to?: string) => {
      if (option !== undefined && option !== 'portal-integration')
        throw new StartError(`There is no option ${shown(option)}: there is portal-integration.`);
      if (option !== undefined && to !== 'on' && to !== 'off')
        throw new StartError(`Say on or off: digima option ${shown(wanted ?? 'ORG')} ${option} on`);
      await inDatabase((db) =>
        wanted !== undefined && option !== undefined
          ? set(db, wanted, option, to === 'on')
          : list(db, wanted),
      );
    });
}

async function list(db: Database, wanted: string | undefined): Promise<void> {
  const { isOptionOn, listOrganizations, options } = await import('../accounts/index.ts');
  const firms = wanted === undefined ? await listOrganizations(db) : [await one(db, wanted)];
  if (firms.length === 0)
    console.error('digima: there is no firm yet: open the link that digima start prints.');
  for (const { id, name } of firms) {
    const states = await db.withOrganization(id, async (tx) => {
      const all: string[] = [];
      for (const option of options)
        all.push(`${option} ${(await isOptionOn(tx, id, option)) ? 'on' : 'off'}`);
      return all;
    });
    console.log([id, shown(name), ...states].join('\t'));
  }
}

async function set(db: Database, wanted: string, option: Option, isOn: boolean): Promise<void> {
  const [{ setOption }, { listOptionUsers }, { onOptionSwitched }, { ORGANIZATION_CHANGED }] =
    await Promise.all([
      import('../accounts/index.ts'),
      import('../connections/index.ts'),
      import('../flow.ts'),
      import('../notify/index.ts'),
    ]);
  const { id, name } = await one(db, wanted);
  const operator = { userId: null, name: '運営者' };
  const { isSwitched, users } = await db.withOrganization(id, async (tx) => ({
    isSwitched: await setOption(tx, id, operator, option, isOn, onOptionSwitched),
    users: await listOptionUsers(tx, id),
  }));
  // Open pages ask again.
  if (isSwitched) await db.across('notify', 'SELECT pg_notify($1, $2)', [ORGANIZATION_CHANGED, id]);
  const state = isOn ? 'on' : 'off';
  console.log(`${shown(name)}: ${option} ${isSwitched ? `is ${state} now` : `was ${state} already`}`);
  if (isSwitched && !isOn && users.length > 0) {
    console.log(`Can no longer be edited (their mail is still accepted, and kept):`);
    for (const connection of users) console.log(`  ${shown(connection.name)} (${connection.state})`);
  }
}

async function one(db: Database, wanted: string) {
  const { findOrganizations, listOrganizations } = await import('../accounts/index.ts');
  const found = findOrganizations(await listOrganizations(db), wanted);
  const [firm] = found;
  if (!firm) throw new StartError(`There is no firm ${shown(wanted)}: digima option lists all of them.`);
  if (found.length > 1)
    throw new StartError(
      `${found.length} firms are named ${shown(wanted)}, give the id of one: ${found.map(({ id }) => id).join(', ')}.`,
    );
  return firm;
}

async function inDatabase(work: (db: Database) => Promise<void>): Promise<void> {
  const [{ openRunningDatabase }, { openLog }] = await Promise.all([
    import('../platform/running-database.ts'),
    import('../platform/log.ts'),
  ]);
  const running = await openRunningDatabase(loadConfig(), openLog('error'));
  try {
    const db = await running.open();
    try {
      await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await running.close();
  }
}

// Names come from outside: none of them may steer the operator's terminal.
function shown(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
}
