// Portal connections: the list, the choice of a portal, and one connection's page. The set-up itself: setup.ts.
import type { Words } from '../ja/index.ts';
import { count, number } from './count.ts';

export const connection: Words['connection'] = {
  title: 'Portal connections',
  lead: 'Receive inquiry mails from portals and register them as customers automatically.',
  list: 'List of connections',
  add: 'Add portal',
  inboxOf: (product) => `${product} inbox`,
  loginLabel: 'Login',
  states: { draft: 'Draft', active: 'Active', paused: 'Paused', deleted: 'Deleted' },
  waitingForFirst: 'awaiting first mail',
  stateTexts: {
    draft: 'Set-up is not finished. You can continue where you left off.',
    waiting: 'Waiting for the first mail from the portal.',
    active: 'Inquiries are registered as customers automatically.',
    optionOff: 'The option is off: mail is kept without registering customers.',
    paused: 'Mail is kept without registering customers.',
    deleted: 'Mail is only kept.',
  },
  silence: {
    title: 'No mail for a while',
    usual: (hours) => (hours < 48 ? count(hours, 'hour') : count(Math.ceil(hours / 24), 'day')),
    text: (usual, days) =>
      `The next mail usually comes within ${usual}, but none has come for ${count(days, 'day')}.`,
    what: (portal) =>
      `Check that the notification address at ${portal} and your contract are unchanged, and that a test inquiry arrives. If nobody has asked, there is nothing to do.`,
  },
  keptUntil: (day) => `until ${day}`,
  aside: (n) => count(n, 'kept mail'),
  facts: {
    lastMail: 'Last mail',
    never: 'None yet',
    week: 'Inquiries of the last 7 days',
    count: (n) => number(n),
    day: (day, n) => `${day}: ${number(n)}`,
    createdBy: 'Set up by',
    createdAt: 'Created',
    activatedAt: 'Started',
    deletedAt: 'Deleted',
  },
  next: {
    continue: 'Continue set-up',
    login: 'Check login',
    confirm: 'View confirmation mail',
    wait: 'View incoming mail',
    resume: 'Go to resume',
    open: 'View details',
  },
  nextOf: (name, action) => `${name}: ${action}`,
  empty: {
    title: 'No portal connections yet',
    body: 'Add a portal to get an address that receives its inquiry mails. Set-up takes three steps.',
    readOnly: 'Ask an owner or admin of your company to add a connection.',
  },
  end: { title: 'No more connections', body: 'You have reached the last page.' },
  optionOff: {
    title: 'Portal connection is an option',
    body: 'It receives inquiry mails from the portals you have a contract with and registers customers automatically, with assignee, status and group.',
    points: [
      'Customers are registered within seconds, and their assignee is notified.',
      'Rules can differ by branch and by portal.',
      'Inquiries from the same person come together in one customer.',
    ],
    how: 'The option has to be added before you can use it.',
    howOwner: 'See what it offers on the options page, and turn it on there.',
    howSelf: 'An owner of your company can turn it on on the options page. Please ask an owner.',
    howSupport: 'Please contact support to add the option.',
    toOptions: 'View options',
    title2: 'The option is off',
    body2:
      'The following connections cannot be changed. Mail is not lost: it is kept without registering customers. Turn the option on to continue.',
    names: (names) => names.join(', '),
  },
  onlyAdmins: {
    title: 'Connections are set up by an owner or admin',
    body: 'You can see how they are doing in the list.',
    toList: 'Go to connections',
  },
  choice: {
    title: 'Add portal',
    lead: 'Select the portal to connect.',
    legend: 'Portals',
    more: 'More portals will follow',
    submit: 'Go to portal set-up',
    hint: 'Select a portal to continue.',
    back: 'Back to connections',
    limit: (n) => `Accepts up to ${count(n, 'notification address', 'notification addresses')}`,
    existing: (n) => `${count(n, 'connection')} with this portal so far. You can add one for each branch.`,
    drafts: 'Unfinished set-ups',
    continueDraft: (name) => `Continue “${name}”`,
  },
};
