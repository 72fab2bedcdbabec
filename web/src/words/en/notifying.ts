// How people are told: where a connection's mails go on to, and the settings of notices.
import type { NotifyingWords } from '../ja/notifying.ts';

export const notifying: NotifyingWords = {
  forwarding: {
    title: 'Forwarding',
    lead: 'Inquiry mails are also sent on, as they are, to other email addresses.',
    none: 'Nothing is forwarded.',
    edit: 'Change forwarding',
    dialog: 'Change forwarding',
    label: 'Email addresses to forward to',
    help: 'One a line, up to 10. Leave it blank to stop. These addresses receive customers’ details, so please check them well.',
    saved: 'Forwarding saved',
    stopped: 'Forwarding stopped',
    history: 'See what was forwarded',
    paused: 'Mail that arrives while the connection is paused is not forwarded.',
  },
};
