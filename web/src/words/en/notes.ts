// Notes about a customer.
import type { FollowUpWords } from '../ja/follow-up.ts';

export const notes: FollowUpWords['notes'] = {
  add: 'Note',
  pinned: 'Pinned notes',
  pinnedAbsent: 'Pinned notes could not be shown',
  text: 'Text of the note',
  submit: 'Add note',
  done: 'Note added',
  unsent: (whose) => `${whose}: the note could not be added`,
  save: 'Save',
  saved: 'Note saved',
  edit: 'Edit note',
  pin: 'Pin note',
  unpin: 'Unpin note',
  remove: 'Delete note',
  removed: 'Note deleted',
  changedSince: 'Somebody else edited this note. Check what it says now, then delete it again.',
  undo: 'Undo',
  restored: 'Note restored',
  title: 'Note',
  one: 'note',
  edited: (by) => `edited by ${by}`,
  conflict: {
    title: 'Somebody else saved this note while you were editing',
    theirs: 'Theirs:',
    take: 'Use this',
    again: 'Your input is still here. Choose “Save” again to use yours.',
  },
};
