// One inquiry opened beside the list.
import type { Words } from '../ja/index.ts';
import { count } from './count.ts';

export const inquiryPanel: Words['inquiryPanel'] = {
  label: 'Inquiry details',
  back: 'Back to inquiries',
  close: 'Close',
  previous: 'Previous inquiry',
  next: 'Next inquiry',
  customerPage: 'Customer page',
  handle: 'Handled',
  reopen: 'Reopen',
  reopened: 'Reopened',
  mail: 'Email',
  mailTo: (name) => `Email ${name}`,
  assignee: (name) => `Assignee: ${name}`,
  status: (name) => `Status: ${name}`,
  changeAssignee: (name) => `Assignee: ${name} (change)`,
  changeStatus: (name) => `Status: ${name} (change)`,
  competitors: (label, value) => `${label} ${value}`,
  duplicates: 'May be the same person as:',
  log: {
    title: 'Record what was done',
    noteText: 'Note',
    done: 'Recorded',
    empty: 'Nothing recorded yet. The first call, email or visit counts as the first response.',
  },
  history: 'What was done',
  others: {
    title: 'Inquiries of this customer',
    first: 'This is their first inquiry.',
    summary: (n, where) => `${count(n, 'inquiry', 'inquiries')} so far (${where})`,
    count: (where, n) => `${where} × ${n}`,
    more: 'See the customer page for the others.',
    openAlso: (n) => `This customer has ${count(n, 'other open inquiry', 'other open inquiries')}.`,
    handleAlso: 'Mark all as handled',
  },
  missing: 'Inquiry not found.',
};
