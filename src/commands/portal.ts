// `digima portal`: what only the operator knows of a portal's login, said without a release.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { PortalLogin } from '../connections/index.ts';
import { type Config, loadConfig } from '../platform/config.ts';
import type { Tx } from '../platform/database.ts';
import { StartError } from '../platform/errors.ts';

const HELP = `
Give it the same settings as digima start; the program may run meanwhile. What is set holds for all firms, from the next
check on; logins that were saved before the address was known are checked at once.

Examples:
  digima portal list
  digima portal show re-guide
  digima portal set re-guide --login-url https://www.portal.example.jp/login
  digima portal set re-guide --file login.json       field names and signs, where the page is not as assumed
  digima portal clear re-guide                        back to what the portal's folder says

login.json holds any of these parts; what is left out stays (src/portal-kit/login.ts says what each means):
  {
    "by": "http",                                     or "browser" (needs BROWSER_PATH)
    "url": "https://www.portal.example.jp/login",
    "form": "form:has(input[type=password])",         CSS selector
    "fields": { "userId": "login_id", "password": "password" },
    "signs": [
      { "outcome": "wrong-credentials", "on": "answer", "texts": ["パスワードが違います"] },
      { "outcome": "verified", "on": "answer", "selector": "a[href*=logout]" }
    ]
  }
Exit codes: 0 done, 1 not done (one sentence says why), 78 wrong settings.`;

export function portalCommand(): Command {
  const portal = new Command('portal')
    .description('see and set how portals are logged in to')
    .addHelpText('after', HELP);
  portal
    .command('list')
    .description('every portal, and whether its login page is known')
    .action(async () => {
      for (const { id, name, inForce } of await logins())
        console.log(`${id}\t${name}\t${inForce ? (inForce.url ?? '(login page not set)') : '(no login)'}`);
    });
  portal
    .command('show <id>')
    .description("a portal's login in force, as JSON")
    .action(async (id: string) => {
      const { set, inForce } = one(await logins(), id);
      console.log(JSON.stringify({ ...inForce, setHere: Object.keys(set ?? {}) }, null, 2));
    });
  portal
    .command('set <id>')
    .description("set the login page's address, or more of it from a file")
    .option('--login-url <url>', 'address of the login page')
    .option('--file <login.json>', 'parts of the definition')
    .action(set);
  portal
    .command('clear <id>')
    .description('forget what was set')
    .action(async (id: string) => {
      const { setPortalLogin } = await import('../connections/index.ts');
      await change(async (tx, all) => setPortalLogin(tx, one(all, id).id, null));
      console.log(`${id}: cleared`);
    });
  return portal;
}

async function set(id: string, options: { loginUrl?: string; file?: string }): Promise<void> {
  const { parseLoginDefinition, setPortalLogin } = await import('../connections/index.ts');
  if (options.loginUrl === undefined && options.file === undefined)
    throw new StartError('Nothing to set: give --login-url or --file (digima portal --help).');
  const given = {
    ...(options.file !== undefined && readJson(options.file)),
    ...(options.loginUrl !== undefined && { url: options.loginUrl }),
  };
  const parsed = parseLoginDefinition(given);
  if (!parsed.ok)
    throw new StartError(
      `The definition holds mistakes:\n${parsed.mistakes.map((m) => `  - ${m}`).join('\n')}`,
    );
  const { login } = parsed;
  const config = loadConfig();
  if (login.url) refuseUnsafe(new URL(login.url), config);
  await change(async (tx, all) => {
    if (!one(all, id).inForce) throw new StartError(`${id} has no login to set.`);
    await setPortalLogin(tx, id, login);
  });
  console.log(`${id}: ${Object.keys(login).join(', ')} set`);
  if (login.by === 'browser' && !config.browserPath)
    console.error('digima: logins by browser need BROWSER_PATH; until it is set they fail as サイト変更.');
}

function readJson(file: string): object {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'it is not JSON' : (cause as NodeJS.ErrnoException).code;
    throw new StartError(`${file} cannot be read: ${why}.`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new StartError(`${file} holds no JSON object.`);
  return value;
}

// Passwords go there.
function refuseUnsafe(url: URL, { outboundAllow }: Config): void {
  const place = `${url.hostname.replace(/^\[|\]$/g, '')}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  if (url.protocol === 'https:' || outboundAllow.includes(place)) return;
  throw new StartError(
    `The login page must be https, or its host and port stand in OUTBOUND_ALLOW (${place}): passwords go there.`,
  );
}

function one(all: PortalLogin[], id: string): PortalLogin {
  const found = all.find((portal) => portal.id === id);
  if (found) return found;
  throw new StartError(`There is no portal ${id}: known are ${all.map((portal) => portal.id).join(', ')}.`);
}

const logins = () => change(async (_, all) => all);

/** Runs `work` as the database's owner, with every portal's login. */
async function change<T>(work: (tx: Tx, all: PortalLogin[]) => Promise<T>): Promise<T> {
  const [{ openRunningDatabase }, { openLog }, { loadPortals }, { listPortalLogins }] = await Promise.all([
    import('../platform/running-database.ts'),
    import('../platform/log.ts'),
    import('../portals/load.ts'),
    import('../connections/index.ts'),
  ]);
  const portals = await loadPortals();
  const database = await openRunningDatabase(loadConfig(), openLog('error'));
  try {
    return await database.asOwner(async (tx) => work(tx, await listPortalLogins(tx, portals)));
  } finally {
    await database.close();
  }
}
