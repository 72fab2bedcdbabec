// Merge: two customers who are one person, and back.
import type { Words } from '../ja/index.ts';
import { count } from './count.ts';

export const merge: Words['merge'] = {
  title: 'Merge customers',
  lead: 'Two customers who are the same person become one. Where they differ, choose what to keep. A merge can be undone later.',
  open: 'Merge',
  compare: 'Compare side by side',
  toCustomer: 'Back to the customer',
  pick: {
    title: 'Choose a customer to merge',
    lead: 'Search for the customer who is the same person. The next page compares the two.',
    label: 'Name, reading, phone, email',
    none: 'No customer matches.',
    found: 'Search results',
    count: (n) => count(n, 'inquiry', 'inquiries'),
  },
  sides: { survivor: 'Customer to keep', absorbed: 'Customer merged into it' },
  swap: 'Keep the other one',
  same: 'The same',
  nothing: '(none)',
  both: 'Both',
  fields: {
    name: 'Name',
    nameKana: 'Reading',
    phones: 'Main phone',
    emails: 'Main email address',
    postalCode: 'Postal code',
    address: 'Address',
    assigneeId: 'Assignee',
    statusId: 'Status',
    groups: 'Groups',
  },
  keepsAll: 'The other one is kept too',
  result: {
    title: 'After the merge',
    rest: (inquiries) =>
      `${count(inquiries, 'inquiry', 'inquiries')} in all; records, notes, tasks and the timeline of both remain. Inquiries from either contact are registered to this customer.`,
  },
  confirm: 'Merge',
  done: 'Merged into one customer',
  undo: 'Undo',
  undone: 'Merge undone: there are two customers again',
  changed: {
    title: 'Something changed while you were looking',
    line: (side, field, from, to) => `${side}, ${field}: ${from} → ${to}`,
    other: 'Inquiries or other details have changed.',
    again: 'The present content is shown below. Check it, then choose “Merge” again.',
  },
  meanwhile: {
    title: 'Somebody else merged this customer while you were typing',
    body: (name) =>
      `They are “${name}” now. What you typed is still here, but cannot be saved here. Open the customer they were merged into and enter it there.`,
  },
  gone: { title: 'Merged already', open: 'Open the merged customer' },
  redirected: 'This customer has been merged. You are looking at the merged customer.',
  apart: {
    action: 'Not the same person',
    done: 'Treated as different people. They are no longer shown as possible duplicates',
    undone: 'Possible duplicates again',
  },
  merged: {
    title: 'Merged customers',
    line: (name, by) => `${name} (merged by ${by})`,
    split: 'Undo merge',
    later: 'Undo newer merges first',
  },
  split: {
    title: 'Undo merge',
    lead: 'This is how the two customers will be. Notes and tasks return to the customer they were written for. Check it, then choose “Undo merge”.',
    survivor: 'This customer',
    absorbed: 'Customer restored',
    changes: 'What will change',
    change: (field, from, to) => `${field}: ${from} → ${to}`,
    edited: (fields) => `What was changed after the merge (${fields}) stays with this customer.`,
    gone: (fields) =>
      `${fields} of that time can no longer be chosen and will not be restored (assignee and status will be those of this customer).`,
    since: 'Inquiries since the merge',
    sinceLead: 'Contact and name tell whose inquiry each is.',
    goesTo: { survivor: 'Stays with this customer', absorbed: 'Goes to the restored customer' },
    confirm: 'Undo merge',
    came: (n) =>
      n > 1 ? `${n} new inquiries came to this customer.` : 'A new inquiry came to this customer.',
    again: 'Check the present content, then choose “Undo merge”.',
    overtaken: 'Something changed while you were looking. Check the present content and try again.',
  },
  history: {
    merged: (name) => `Merged “${name}”`,
    mergedAway: (name) => `Merged into “${name}”`,
    undone: (name) => `Undid the merge with “${name}”`,
    dismissed: 'Decided that a possible duplicate is a different person',
    reopened: 'Made it a possible duplicate again',
    ofOther: 'Record of a merged customer',
    open: 'Open the other customer',
  },
};
