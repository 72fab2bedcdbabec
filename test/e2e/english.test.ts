// The screen in English: chosen at the door or in the menu, by the browser's language else, and no Japanese left on any page.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { ruleOf, setagaya } from '../support/assignment-rules.ts';
import { asOwner } from '../support/database.ts';
import { composeNotice } from '../support/mails.ts';
import { FIRST, Screen } from '../support/open-screen.ts';
import { signIn } from '../support/session.ts';

let screen: Screen;
let newcomerId: string;
let mailId: string;
let importId: string;
let draftId: string;

beforeAll(async () => {
  screen = await Screen.open();
  await screen.program.sendMail(composeNotice('RG-ENGLISH-1'));
  mailId = await screen.newestForReview();
  newcomerId = (await screen.program.get('/customers?limit=1')).items[0].id;
  const call = await signIn(screen.program, screen.program.owner);
  const draft = { requestKey: crypto.randomUUID(), portal: 're-guide', name: 'Draft' };
  draftId = (await call('POST', '/connections', draft)).data.id;
  const rules = `/connections/${screen.program.firm.connectionId}/assignment-rules`;
  const { version } = (await call('GET', rules)).data;
  await call('PUT', rules, { version, rules: [ruleOf({ name: 'Tokyo', conditions: setagaya })] });
  for (const due of ['2026-11-20', '2099-11-20T09:00'])
    await call('POST', `/customers/${newcomerId}/tasks`, { title: 'Call', due, assigneeId: null });
  const file = new TextEncoder().encode('お名前,電話\nWrong,12\n');
  importId = (await call('POST', '/customer-imports?fileName=list.csv', file)).data.id;
  const chat = {
    service: 'slack',
    name: 'Sales',
    events: ['inquiry'],
    url: 'https://hooks.slack.com/services/T/B/X',
  };
  await goneWrong((await call('POST', '/chats', chat)).data.id);
}, 180_000);

/** A mail of ours and a message to the chat that were refused, work and a mail that were given up. */
const goneWrong = (chatId: string) =>
  asOwner(screen.program.server, async (client) => {
    const givenUpId = newId();
    const { organizationId, connectionId } = screen.program.firm;
    await client.query(
      `INSERT INTO outgoing_mails (id, organization_id, channel, kind, event, recipient_name, recipient_address, subject, state, last_error) VALUES
         ($1, $2, 'mail', 'test', 'test:english', 'Sato', 'sato@firm.example.jp', 'Test', 'failed', '550 5.1.1'),
         ($3, $2, 'slack', 'test', 'test:english', 'Sales', $4, 'Test', 'failed', 'http 404 no_service')`,
      [newId(), organizationId, newId(), chatId],
    );
    await client.query(
      `INSERT INTO mails (id, organization_id, connection_id, inbox_id, sha256, raw, size, received_at, state, attempts, last_error)
       SELECT $1, organization_id, connection_id, id, '\\x00', 'x', 1, now(), 'read', 5, 'reader-timeout' FROM inboxes WHERE connection_id = $2`,
      [givenUpId, connectionId],
    );
    await client.query("UPDATE mails SET state = 'failed' WHERE id = $1", [givenUpId]);
    await client.query(
      `INSERT INTO jobs (id, organization_id, kind, subject_id, state, attempts, last_error) VALUES ($1, $2, 'escalate', $1, 'dead', 5, 'lease-expired')`,
      [newId(), organizationId],
    );
  });

afterAll(() => screen?.close());
afterEach(async () => {
  await screen.closePages();
  expect(screen.complaints.splice(0)).toEqual([]);
});

/** Its letters, and days as it writes them: 11/20, 2026/11/20. */
const JAPANESE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|(?<![\d:])\d{1,4}\/\d{1,2}(?!\d)/u;

/** All a person reads or hears on the page, but what says that it is Japanese (`lang`). */
const READ = `(() => {
  const said = [document.title];
  const seen = (node) => !node.parentElement?.closest('[lang="ja"]:not(html), script, style, noscript');
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (seen(walker.currentNode)) said.push(walker.currentNode.data);
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
    if (!element.closest('[lang="ja"]:not(html)'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) said.push(element.getAttribute(name) ?? '');
  return said;
})()`;

/** What the server says of what went wrong, by a code beside it, and what is a key: the screen has its own words for it. */
const isOurs = (key: string, beside: object): boolean =>
  key === 'prefecture' ||
  (['text', 'reason', 'title'].includes(key) && ['code', 'why', 'reason'].some((code) => code in beside));

/** Remembers every other text the server gives from now on: names, values, mails. */
function rememberData(page: Page): () => Promise<string[]> {
  const data = new Set<string>();
  const answers: Promise<void>[] = [];
  const take = (value: unknown): void => {
    if (typeof value === 'string') for (const line of value.split('\n')) data.add(line.trim());
    else if (value && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) if (!isOurs(key, value)) take(one);
  };
  page.on('response', (response) => {
    if (/json/.test(response.headers()['content-type'] ?? ''))
      answers.push(response.json().then(take, () => undefined));
  });
  return async () => {
    await Promise.all(answers);
    return [...data].filter((text) => JAPANESE.test(text)).sort((a, b) => b.length - a.length);
  };
}

it('leaves no Japanese on any page but what the data says', async () => {
  const page = await (await screen.openBrowser({ locale: 'en-US' })).newPage();
  const data = rememberData(page);
  await page.goto('/settings');
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const connection = `/connections/${screen.program.firm.connectionId}`;
  const said: string[] = [];
  const paths = [
    '/inquiries',
    '/inquiries?tab=done',
    '/customers',
    `/customers/${newcomerId}`,
    `/customers/${newcomerId}?tab=property`,
    `/customers/${newcomerId}?tab=mail`,
    '/customers?q=nobody',
    '/customers/new',
    '/customers/import',
    `/customers/import/${importId}`,
    '/tasks?whose=all',
    '/dashboard',
    '/review',
    '/mails',
    `/mails/${mailId}`,
    '/connections',
    '/connections/new',
    connection,
    ...['rules', 'login', 'inbox'].map((step) => `/connections/${draftId}/setup/${step}`),
    '/settings',
    `${connection}/rules/new`,
    ...['users', 'statuses', 'groups', 'branches', 'options', 'notices', 'notifying', 'own-notices'].map(
      (s) => `/settings/${s}`,
    ),
    '/settings/replay',
    '/settings/password',
    '/nothing-here',
  ];
  for (const path of paths) {
    // There once it is the page of this address and no longer the one before.
    await page.evaluate(`__TSR_ROUTER__.navigate({ href: '${path}' })`);
    await expect
      .poll(() => page.locator('[aria-busy="true"], [aria-label="Loading"], [data-stale]').count())
      .toBe(0);
    for (const text of await page.evaluate<string[]>(READ))
      if (JAPANESE.test(text)) said.push(`${path}: ${text}`);
  }
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Search' }).click();
  for (const [typed, answer] of [
    ['', 'Dashboard'],
    ['nobody', 'Add “nobody” as a customer'],
    ['first', 'See all results'],
  ] as const) {
    await page.getByRole('combobox').fill(typed);
    await page.getByRole('option', { name: answer }).waitFor();
    for (const text of await page.evaluate<string[]>(READ))
      if (JAPANESE.test(text)) said.push(`search ${typed}: ${text}`);
  }
  const known = await data();
  const found = said.filter((text) => {
    const rest = known.reduce((left, one) => left.replaceAll(one, ''), text).replace(/^\S+: /, '');
    // A portal's mark is its first letter.
    return JAPANESE.test(rest) && !(rest.length === 1 && known.some((one) => one.startsWith(rest)));
  });
  expect(found).toEqual([]);
  expect(await page.evaluate('document.documentElement.lang')).toBe('en');
});

it('is chosen in the menu and at the door, loads one language alone, and says what is refused', async () => {
  const context = await screen.openStranger();
  const page = await context.newPage();
  const loaded: string[] = [];
  page.on('request', (request) => {
    const [, language] = /words-(\w+)-/.exec(request.url()) ?? [];
    if (language) loaded.push(language);
  });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'サインイン' }).waitFor();
  await page.getByText('English').click();
  await page.getByLabel('Email address').fill(screen.program.owner.email);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email address or password is not correct.').waitFor();
  expect(loaded).toEqual(['ja', 'en']);
  await page.getByLabel('Password', { exact: true }).fill(screen.program.owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: FIRST, exact: true }).waitFor();
  expect(await page.title()).toContain('Inquiries');

  // Why something went wrong, which the server says in Japanese with a code.
  await page.route(/test-inquiry\/.+/, async (route) => {
    const answer = await (await route.fetch()).json();
    await route.fulfill({ json: { ...answer, error: { code: 'not-received', text: '届きませんでした。' } } });
  });
  await page.goto(`/connections/${screen.program.firm.connectionId}`);
  await page.getByRole('button', { name: 'Send test inquiry' }).click();
  await page.getByText(/^The test inquiry did not arrive within a minute/).waitFor();

  // Kept for the person: their other browser, which is Japanese, speaks English from now on.
  const other = await (await screen.openBrowser()).newPage();
  await other.goto('/inquiries');
  await other.getByRole('heading', { name: 'Inquiries', level: 1 }).waitFor();

  // What is wrong with an input, which the server says in Japanese.
  await page.goto('/settings/groups');
  await page.getByRole('button', { name: 'Add group' }).click();
  await page.getByLabel('Group name').fill('反響客');
  await page.keyboard.press('Enter');
  await page.getByText('This name is used already.').waitFor();
  await page.goto(`/customers/${screen.program.firm.connectionId}`);
  await page.getByText('Not found').first().waitFor();
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByText('日本語').click();
  await page.getByText('見つかりませんでした').first().waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('ja');
  await other.reload();
  await other.getByRole('heading', { name: '反響', level: 1 }).waitFor();
});
