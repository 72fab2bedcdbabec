// Settings → Options.
import type { Words } from '../ja/index.ts';
import { count } from './count.ts';

export const options: Words['options'] = {
  title: 'Options',
  lead: 'Options your company can use.',
  name: 'Portal connection',
  what: 'Takes in inquiry mails from the portals you have a contract with as customers, automatically: with assignee, status and group, and a notice to the assignee.',
  on: 'On',
  off: 'Off',
  since: 'changed',
  by: (name) => `by ${name}`,
  operator: 'the operator',
  never: 'It has never been on.',
  open: 'Go to portal connections',
  get: {
    title: 'Turn it on',
    confirm: 'I have read what portal connection does and add the option',
    confirmFirst: 'Read it, then tick the box.',
    action: 'Turn on',
    done: 'Portal connection is on',
    askOwner: (names) => `An owner of your company can turn it on here (${names}).`,
    askSupport: 'To add the option, contact support below.',
  },
  lose: {
    title: 'Turn it off',
    action: 'Turn off',
    question: 'Turn portal connection off?',
    kept: 'Inquiry mails that arrive meanwhile are accepted and kept: no customer is registered and no assignee notified. When it is turned on again, mail of active connections is registered automatically.',
    existing: 'Inquiries and customers registered so far can be used as before.',
    connections: (n) => `${count(n, 'connection')} cannot be changed while it is off:`,
    noConnections: 'No connection is affected.',
    confirm: 'I have read the above',
    done: 'Portal connection is off',
    askOwner: 'An owner of your company can turn it off.',
    askSupport: 'To cancel the option, contact support below.',
  },
  stopped: (n) => `While the option is off, ${count(n, 'connection')} cannot be changed. Mail is kept.`,
};
