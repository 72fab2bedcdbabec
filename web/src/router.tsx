// Which URL shows which page. Each page is loaded when it is first needed.

import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Refusal } from './api/client.ts';
import { customerQuery, customersQuery, dashboardQuery, inquiriesQuery, meQuery } from './api/queries.ts';
import { queryClient } from './api/query-client.ts';
import { allConnectionsQuery } from './api/setup.ts';
import { customersPlaceIn } from './features/customers/customers-place.ts';
import { customerPlaceIn } from './features/customers/tabs.ts';
import { askedOf, dashboardPlaceIn } from './features/dashboard/dashboard-place.ts';
import { Frame } from './features/frame/frame.tsx';
import { Starting } from './features/frame/starting.tsx';
import { filterIn, inquiriesPlaceIn } from './features/inquiries/inquiries-place.ts';
import { mailsPlaceIn } from './features/mails/mails-place.ts';
import { tasksPlaceIn } from './features/tasks/tasks-place.ts';
import { mayReach } from './live/reached.ts';
import { Crashed } from './routes/crashed.tsx';
import { NotFound } from './routes/not-found.tsx';
import { NotifyPlace } from './ui/notify.tsx';
import { placeIn } from './ui/pager.tsx';
import { loadAssignment } from './words/assignment.ts';
import { loadCustomerImport } from './words/customer-import.ts';
import { loadFollowUp } from './words/follow-up.ts';
import { loadNotifying } from './words/notifying.ts';

/**
 * A page's code. While the server is away it cannot be had either: that is told in the page's place and asked for again, where a
 * reload would leave the browser's own page.
 */
function page<T extends Record<string, unknown>, K extends keyof T>(load: () => Promise<T>, name: K) {
  return lazyRouteComponent(async () => {
    if (!(await mayReach())) throw new Refusal(0, '');
    return load();
  }, name);
}

/** A page whose words are not among those that come first: they are there before it is. */
const after =
  <T,>(loadWords: () => Promise<unknown>, loadPage: () => Promise<T>) =>
  async () => {
    await loadWords();
    return loadPage();
  };

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: () => (
    <>
      <NotifyPlace />
      <Outlet />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: Crashed,
});

/** Where to go after signing in: a path of this screen, nothing else. */
function nextIn({ next, ended }: Record<string, unknown>): { next?: string; ended?: boolean } {
  const isOurs = typeof next === 'string' && /^\/(?![/\\])/.test(next) && next.length < 2_000;
  return { ...(isOurs && { next }), ...(ended === true && { ended }) };
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: nextIn,
  component: page(() => import('./routes/sign-in.tsx'), 'SignIn'),
});

const firstStart = createRoute({
  getParentRoute: () => root,
  path: '/first-start',
  component: page(() => import('./routes/first-start.tsx'), 'FirstStart'),
});

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: page(() => import('./routes/forgot-password.tsx'), 'ForgotPassword'),
});

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: page(() => import('./routes/reset-password.tsx'), 'ResetPassword'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: page(() => import('./routes/invitation.tsx'), 'InvitationPage'),
});

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  // Not beforeLoad: what the page itself is made of is on its way while this is asked.
  loader: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    }
  },
  // Whoever comes back after signing out is asked about again first.
  gcTime: 0,
  component: Frame,
  pendingComponent: Starting,
  errorComponent: Crashed,
});

const under = <P extends string>(path: P) => ({ getParentRoute: () => frame, path }) as const;

const home = createRoute({
  ...under('/'),
  beforeLoad: () => {
    throw redirect({ to: '/inquiries', replace: true });
  },
});
// A page's first answer is asked for while the page itself is still on its way, and when a link to it is about to be pressed.
const inquiries = createRoute({
  ...under('/inquiries'),
  validateSearch: inquiriesPlaceIn,
  loaderDeps: ({ search: { id: _open, ...place } }) => place,
  loader: ({ context, deps: { cursor, ...place } }) =>
    void context.queryClient.prefetchQuery(inquiriesQuery(filterIn({ ...place }), cursor)),
  component: page(() => import('./routes/inquiries.tsx'), 'Inquiries'),
});
const customers = createRoute({
  ...under('/customers'),
  validateSearch: customersPlaceIn,
  loaderDeps: ({ search: { page: _page, ...asked } }) => asked,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(customersQuery(deps)),
  component: page(() => import('./routes/customers.tsx'), 'Customers'),
});
const newCustomer = createRoute({
  ...under('/customers/new'),
  component: page(() => import('./routes/new-customer.tsx'), 'NewCustomer'),
});
const importCustomers = createRoute({
  ...under('/customers/import'),
  component: page(
    after(loadCustomerImport, () => import('./routes/import-customers.tsx')),
    'ImportCustomers',
  ),
});
const customerImport = createRoute({
  ...under('/customers/import/$id'),
  component: page(
    after(loadCustomerImport, () => import('./routes/customer-import.tsx')),
    'CustomerImportPage',
  ),
});
const customer = createRoute({
  ...under('/customers/$id'),
  validateSearch: customerPlaceIn,
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(customerQuery(params.id)),
  component: page(
    after(loadFollowUp, () => import('./routes/customer.tsx')),
    'CustomerPage',
  ),
});
const mergeCustomers = createRoute({
  ...under('/customers/$id/merge/$otherId'),
  component: page(() => import('./routes/merge-customers.tsx'), 'MergeCustomers'),
});
const undoMerge = createRoute({
  ...under('/customers/$id/merges/$mergeId'),
  component: page(() => import('./routes/undo-merge.tsx'), 'UndoMerge'),
});
const tasks = createRoute({
  ...under('/tasks'),
  validateSearch: tasksPlaceIn,
  component: page(
    after(loadFollowUp, () => import('./routes/tasks.tsx')),
    'Tasks',
  ),
});
const dashboard = createRoute({
  ...under('/dashboard'),
  validateSearch: dashboardPlaceIn,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(dashboardQuery(askedOf(deps))),
  component: page(() => import('./routes/dashboard.tsx'), 'DashboardPage'),
});
const review = createRoute({
  ...under('/review'),
  validateSearch: placeIn,
  component: page(() => import('./routes/review.tsx'), 'Review'),
});
const mails = createRoute({
  ...under('/mails'),
  validateSearch: mailsPlaceIn,
  component: page(() => import('./routes/mails.tsx'), 'Mails'),
});
const mail = createRoute({
  ...under('/mails/$id'),
  component: page(() => import('./routes/mail.tsx'), 'MailPage'),
});
const connections = createRoute({
  ...under('/connections'),
  validateSearch: placeIn,
  loaderDeps: ({ search: { cursor } }) => ({ cursor }),
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(allConnectionsQuery(deps.cursor)),
  component: page(() => import('./routes/connections.tsx'), 'Connections'),
});
const settings = createRoute({
  ...under('/settings'),
  component: page(() => import('./routes/settings/index.tsx'), 'Settings'),
});
const users = createRoute({
  ...under('/settings/users'),
  component: page(() => import('./routes/settings/users.tsx'), 'Users'),
});
const statuses = createRoute({
  ...under('/settings/statuses'),
  component: page(() => import('./routes/settings/statuses.tsx'), 'Statuses'),
});
const groups = createRoute({
  ...under('/settings/groups'),
  component: page(() => import('./routes/settings/groups.tsx'), 'Groups'),
});
const branches = createRoute({
  ...under('/settings/branches'),
  component: page(() => import('./routes/settings/branches.tsx'), 'Branches'),
});
const options = createRoute({
  ...under('/settings/options'),
  component: page(() => import('./routes/settings/options.tsx'), 'OptionsPage'),
});
const notices = createRoute({
  ...under('/settings/notices'),
  validateSearch: placeIn,
  component: page(() => import('./routes/settings/notices.tsx'), 'Notices'),
});
const notifying = createRoute({
  ...under('/settings/notifying'),
  component: page(
    after(loadNotifying, () => import('./routes/settings/notifying.tsx')),
    'NotifyingPage',
  ),
});
const ownNotices = createRoute({
  ...under('/settings/own-notices'),
  component: page(
    after(loadNotifying, () => import('./routes/settings/own-notices.tsx')),
    'OwnNoticesPage',
  ),
});
const replay = createRoute({
  ...under('/settings/replay'),
  component: page(() => import('./routes/settings/replay.tsx'), 'ReplayPage'),
});
const password = createRoute({
  ...under('/settings/password'),
  component: page(() => import('./routes/settings/password.tsx'), 'PasswordPage'),
});
const settingsPages = [
  settings,
  users,
  statuses,
  groups,
  branches,
  options,
  notifying,
  ownNotices,
  notices,
  replay,
  password,
] as const;
const portalChoice = createRoute({
  ...under('/connections/new'),
  component: page(() => import('./routes/portal-choice.tsx'), 'PortalChoice'),
});
const setUpBegin = createRoute({
  ...under('/connections/setup'),
  validateSearch: ({ portal }: Record<string, unknown>) => ({
    portal: typeof portal === 'string' ? portal : '',
  }),
  component: page(() => import('./routes/setup-begin.tsx'), 'SetUpBegin'),
});
const connection = createRoute({
  ...under('/connections/$id'),
  component: page(
    after(
      () => Promise.all([loadNotifying(), loadAssignment()]),
      () => import('./routes/connection.tsx'),
    ),
    'ConnectionPage',
  ),
});
const setUpRules = createRoute({
  ...under('/connections/$id/setup/rules'),
  component: page(() => import('./routes/setup-rules.tsx'), 'SetUpRules'),
});
const setUpLogin = createRoute({
  ...under('/connections/$id/setup/login'),
  component: page(() => import('./routes/setup-login.tsx'), 'SetUpLogin'),
});
const setUpInbox = createRoute({
  ...under('/connections/$id/setup/inbox'),
  component: page(() => import('./routes/setup-inbox.tsx'), 'SetUpInbox'),
});
const assignmentRule = createRoute({
  ...under('/connections/$id/rules/$ruleId'),
  component: page(
    after(loadAssignment, () => import('./routes/assignment-rule.tsx')),
    'AssignmentRulePage',
  ),
});
const connectionPages = [
  connections,
  portalChoice,
  setUpBegin,
  connection,
  assignmentRule,
  setUpRules,
  setUpLogin,
  setUpInbox,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstStart,
    forgotPassword,
    resetPassword,
    invitation,
    frame.addChildren([
      home,
      inquiries,
      customers,
      newCustomer,
      importCustomers,
      customerImport,
      customer,
      mergeCustomers,
      undoMerge,
      tasks,
      dashboard,
      review,
      mails,
      mail,
      ...connectionPages,
      ...settingsPages,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPendingMs: 300,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
