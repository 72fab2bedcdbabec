// The first response and the other things people do about an inquiry.
import type { Words } from '../ja/index.ts';

export const activity: Words['activity'] = {
  kinds: {
    call: 'Call',
    mail: 'Email',
    visit: 'Visit',
    handled: 'Handled',
    note: 'Note',
    reopened: 'Reopened',
  },
  done: {
    call: 'Called',
    mail: 'Sent an email',
    visit: 'Met in person',
    handled: 'Handled',
    note: 'Left a note',
    reopened: 'Reopened',
  },
  outcomes: { reached: 'Reached', 'no-answer': 'No answer', 'message-left': 'Left a message' },
};
