// Every page of the screen, as everybody sees it: no barrier (axe, WCAG 2.2 A and AA), nothing that scrolls sideways, one h1, a
// title that says a thing once, no complaint in the console; and what it says when nothing
// can be loaded. A page that is not in the list below fails the test.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LivedIn, liveIn } from '../support/lived-in.ts';
import { Screen } from '../support/open-screen.ts';
import { openSink, type Sink } from '../support/sink.ts';
import { Walk } from '../support/walk.ts';

let screen: Screen;
let sink: Sink;
let seen: LivedIn;
beforeAll(async () => {
  sink = await openSink();
  screen = await Screen.open({ SMTP_URL: sink.url });
  seen = await liveIn(screen, sink);
}, 120_000);
afterAll(async () => {
  await screen?.close();
  await sink?.close();
});

/** Where each page is seen, by the router's path for it. */
const places = ({ connectionId, customerId, ...of }: LivedIn): Record<string, string[]> => ({
  '/': [],
  '/sign-in': ['/sign-in', '/sign-in?ended=true'],
  '/first-start': ['/first-start', '/first-start#token'],
  '/forgot-password': ['/forgot-password'],
  '/reset-password': ['/reset-password', '/reset-password#token'],
  '/invitation': ['/invitation', '/invitation#token', of.invitation],
  '/inquiries': [
    '/inquiries',
    `/inquiries?id=${of.inquiryId}`,
    '/inquiries?from=2001-01-01&to=2001-01-02&repeat=true',
  ],
  '/customers': ['/customers', '/customers?q=%22%E9%B0%90%22', '/customers?order=changed&duplicate=true'],
  '/customers/new': ['/customers/new'],
  '/customers/import': ['/customers/import'],
  '/customers/import/$id': [`/customers/import/${of.previewedId}`, `/customers/import/${of.importedId}`],
  '/customers/$id': [
    ...['', '?tab=inquiries', '?tab=property', '?tab=files', '?tab=mail'].map(
      (tab) => `/customers/${customerId}${tab}`,
    ),
    `/customers/${of.mergedId}`,
    '/customers/nobody',
  ],
  '/customers/$id/merge/$otherId': [`/customers/${customerId}/merge/${of.otherId}`],
  '/customers/$id/merges/$mergeId': [`/customers/${of.mergedId}/merges/${of.mergeId}`],
  '/tasks': ['/tasks', '/tasks?whose=all', '/tasks?state=done&whose=all'],
  '/dashboard': ['/dashboard', '/dashboard?from=2000-01-01&to=2000-01-02'],
  '/review': ['/review'],
  '/mails': ['/mails', `/mails?connection=${connectionId}&state=aside`],
  '/mails/$id': [`/mails/${of.noticedMailId}`, `/mails/${of.readMailId}`],
  '/connections': ['/connections'],
  '/connections/new': ['/connections/new'],
  '/connections/setup': ['/connections/setup?portal=re-guide'],
  '/connections/$id': [`/connections/${connectionId}`],
  '/connections/$id/rules/$ruleId': [
    `/connections/${connectionId}/rules/${of.ruleId}`,
    `/connections/${connectionId}/rules/new`,
  ],
  ...Object.fromEntries(
    ['rules', 'login', 'inbox'].map((step) => [
      `/connections/$id/setup/${step}`,
      [`/connections/${of.draftId}/setup/${step}`],
    ]),
  ),
  '/settings': ['/settings'],
  ...Object.fromEntries(
    [
      'users',
      'statuses',
      'groups',
      'branches',
      'options',
      'notices',
      'notifying',
      'own-notices',
      'replay',
      'password',
    ].map((page) => [`/settings/${page}`, [`/settings/${page}`]]),
  ),
});

it('is for everybody, by day and by night, on a desk and in the hand', async () => {
  const walk = await Walk.begin(screen, async (page) => {
    // The page of the first start is there once, before there is a firm.
    await page.route('**/api/first-start', (route) => route.fulfill({ json: { isOpen: true } }));
  });
  const known = places(seen);
  expect(await walk.routes()).toEqual(Object.keys(known).sort());
  const faults: string[] = [];
  for (const [route, addresses] of Object.entries(known))
    for (const address of addresses) faults.push(...(await walk.faultsAt(address, route)));
  // It only leads on.
  faults.push(...(await walk.faultsAt('/', '/inquiries')));
  faults.push(...(await walk.faultsAt('/nowhere', '/')));
  expect(faults).toEqual([]);
}, 120_000);

/** They ask nothing of the firm's data. */
const ASKING_NOTHING = [
  '/sign-in',
  '/first-start',
  '/forgot-password',
  '/reset-password',
  '/invitation',
  '/settings',
  '/settings/password',
];

it('says what could not be loaded, and how to go on, wherever it is asked for', async () => {
  const walk = await Walk.begin(screen, async (page) => {
    await page.route(/\/api\/v1\/(?!me$)/, (route) => route.fulfill({ status: 409, json: {} }));
  });
  const silent = new Set<string>();
  for (const [route, addresses] of Object.entries(places(seen)))
    for (const address of addresses) {
      const withinMs = ASKING_NOTHING.includes(route) ? 500 : 10_000;
      if (!(await walk.saysFailed(address, withinMs))) silent.add(route);
    }
  expect([...silent]).toEqual(ASKING_NOTHING);
}, 60_000);
