// The places of the main menu: the pages one goes to from anywhere.
import type { IconName } from '../../ui/icons.tsx';
import { words } from '../../words/index.ts';

export const places = [
  { to: '/inquiries', icon: 'inquiries', label: words.frame.inquiries, short: words.frame.inquiries },
  { to: '/customers', icon: 'customers', label: words.frame.customers, short: words.frame.customers },
  { to: '/tasks', icon: 'tasks', label: words.frame.tasks, short: words.frame.tasks },
  {
    to: '/dashboard',
    icon: 'dashboard',
    label: words.frame.dashboard,
    short: words.frame.dashboardShort,
  },
  {
    to: '/connections',
    icon: 'connections',
    label: words.frame.connections,
    short: words.frame.connectionsShort,
  },
  { to: '/review', icon: 'review', label: words.frame.review, short: words.frame.review },
  { to: '/settings', icon: 'settings', label: words.frame.settings, short: words.frame.settings },
] as const satisfies { to: string; icon: IconName; label: string; short: string }[];
