// What stands around every page.
import type { Words } from '../ja/index.ts';
import { count, either } from './count.ts';

export const frame: Words['frame'] = {
  skip: 'Skip to content',
  navigation: 'Main menu',
  inquiries: 'Inquiries',
  customers: 'Customers',
  tasks: 'Tasks',
  tasksDue: (n) => `${count(n, 'task')} due by today`,
  dashboard: 'Dashboard',
  dashboardShort: 'Figures',
  connections: 'Connections',
  connectionsShort: 'Portals',
  review: 'Review',
  settings: 'Settings',
  open: (n) => `${n} open`,
  waiting: (n) => `${n} to review`,
  needsSomeone: (n) => `${count(n, 'connection')} ${either(n, 'needs', 'need')} attention`,
  fold: 'Fold the menu',
  unfold: 'Unfold the menu',
  account: (name) => `Menu of ${name}`,
  roles: { owner: 'Owner', admin: 'Admin', manager: 'Manager', member: 'User' },
  otherFirms: 'Switch company',
  enterFailed: 'Could not switch. Check your connection and try again.',
  signOut: 'Sign out',
  signOutFailed: 'Could not sign out. Check your connection and try again.',
  theme: { label: 'Appearance', light: 'Light', dark: 'Dark', auto: 'System' },
  language: 'Language',
  reconnecting: 'Connection lost. Reconnecting…',
  reconnectingHint: 'Inquiries that arrived meanwhile are shown once it is back.',
  arrived: {
    what: (kind, portal) => `${kind} (${portal})`,
    title: (repeat) => (repeat ? 'Repeat inquiry' : 'New inquiry'),
    notice: 'Notice mail arrived (Review)',
    open: 'Open',
    more: (n) => count(n, 'new inquiry', 'new inquiries'),
  },
  shortcomings: {
    title: 'Some features cannot be used yet',
    more: 'Details',
    less: 'Close',
    dismiss: 'Close for now',
    texts: {
      'no-smtp-url': {
        short: 'Sending mail',
        text: 'The product cannot send mail. Notices and invitations wait until a mail server for sending is set.',
        variable: 'SMTP_URL',
      },
      'no-public-url': {
        short: 'Use from other devices',
        text: 'The public address of this screen is not set. Set it to use the product from other devices.',
        variable: 'PUBLIC_URL',
      },
      'no-inbox-domain': {
        short: 'Receiving mail of portals',
        text: 'The domain of the inboxes is not set, so mail of portals cannot arrive yet.',
        variable: 'INBOX_DOMAIN',
      },
    },
  },
};
