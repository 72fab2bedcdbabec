// Settings: the index, and what its pages share.
import type { Words } from '../ja/index.ts';
import { count } from './count.ts';

export const settings: Words['settings'] = {
  title: 'Settings',
  back: 'Back to settings',
  firm: 'Company',
  own: 'You',
  places: {
    users: { title: 'Users', text: 'Invite people, change roles, deactivate and hand over' },
    statuses: { title: 'Statuses', text: 'Names, colours and order of how far things are with a customer' },
    groups: { title: 'Groups (static)', text: 'Fixed lists that sort customers' },
    branches: { title: 'Branches', text: 'Where users work: figures on the dashboard, filter of inquiries' },
    options: { title: 'Options', text: 'Whether portal connection is on' },
    notifying: {
      title: 'Notices',
      text: 'Posts to chats, how people are told, who is next when nobody responds',
    },
    notices: { title: 'Sent notices', text: 'What was sent; send again, send a test mail' },
    replay: { title: 'Read mail again', text: 'Read stored mail with present reading, with a preview' },
    ownNotices: { title: 'How you are told', text: 'Email or browser, at once or gathered, quiet time' },
    password: { title: 'Change password', text: 'The password you sign in with' },
  },
  uses: ({ connections = 0, customers = 0, tasks = 0, people = 0 }) =>
    [
      connections > 0 && count(connections, 'connection'),
      customers > 0 && count(customers, 'customer'),
      tasks > 0 && count(tasks, 'task'),
      people > 0 && count(people, 'user'),
    ]
      .filter(Boolean)
      .join(' · '),
  unused: 'Not used',
  usesLabel: 'Used by',
  replacement: {
    choose: 'Choose a replacement.',
    placeholder: 'Choose',
    changed: 'What uses it has changed meanwhile. Choose a replacement and try again.',
  },
};
