// A customer's page: what happened with them, and what was done.
import type { FollowUpWords } from '../ja/follow-up.ts';
import { count } from './count.ts';

export const timeline: FollowUpWords['timeline'] = {
  tab: 'Timeline',
  label: 'Timeline',
  filter: 'Kinds to show',
  kinds: {
    all: 'All',
    activity: 'Activity',
    note: 'Notes',
    inquiry: 'Inquiries',
    mail: 'Mail',
    history: 'Changes',
  },
  empty: 'Nothing yet.',
  emptyOfKind: 'Nothing of this kind.',
  log: {
    title: 'Record what was done, or a note',
    begin: 'Record',
    kind: 'What was done',
    kinds: { call: 'Call', mail: 'Email', visit: 'Visit', handled: 'Other' },
    outcome: 'Outcome',
    text: 'Details (optional)',
    about: 'Inquiry',
    anyInquiry: 'Not specified',
    answers: (n) => `${count(n, 'open inquiry', 'open inquiries')} will be handled (first response).`,
    answersOne: 'This inquiry will be handled (first response).',
    answersNone: 'There is no open inquiry. The first response does not change.',
    when: 'When',
    now: 'Now',
    setTime: 'Change time',
    useNow: 'Use now',
    submit: 'Record',
    done: (answered) =>
      answered > 0 ? `Recorded. ${count(answered, 'open inquiry', 'open inquiries')} handled` : 'Recorded',
    unsent: (whose) => `${whose}: what was done could not be recorded`,
    undo: 'Undo',
    undone: 'Record undone',
    save: 'Correct',
    corrected: 'Corrected',
    conflict: {
      title: 'It was changed elsewhere first',
      theirs: 'Present content:',
      goneTitle: 'Somebody else undid this record while you were editing',
      gone: 'Your input is still here. Choose “Correct” again to log it as a new record.',
      again: 'Your input is still here. Choose “Correct” again to use yours.',
    },
    timeProblem: 'Enter date and time.',
  },
  activity: {
    edit: (what) => `Correct “${what}”`,
    undo: (what) => `Undo “${what}”`,
    answered: (n) => `handled ${count(n, 'inquiry', 'inquiries')}`,
    corrected: 'corrected',
  },
  inquiry: {
    show: 'Show content',
    hide: 'Hide content',
    title: (kind, repeat) => `${repeat ? '★ Repeat inquiry' : 'Inquiry'}: ${kind}`,
  },
  mail: {
    title: (subject) => `Received mail “${subject}”`,
    open: 'View original mail',
  },
  corrected: (kind) => `Corrected a record (${kind})`,
};
