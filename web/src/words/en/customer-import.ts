// Customers → CSV import.
import type { CustomerImportWords } from '../ja/customer-import.ts';
import { count, number } from './count.ts';

const lines = {
  new: 'New',
  suspected: 'New (possible duplicates)',
  known: 'Already registered',
  repeated: 'Repeated in the file',
  refused: 'Rows that cannot be imported',
  filled: 'Customers with blanks filled',
};

export const customerImport: CustomerImportWords = {
  title: 'Import customers from CSV',
  lead: 'Bring in a list of customers from a spreadsheet or another system. Nothing changes until you have seen the preview and confirmed.',
  back: 'Customers',
  backToAll: 'CSV import',
  onlyAdmins: 'Only an owner or admin can import a CSV file.',
  drop: {
    title: 'Choose a CSV file',
    body: 'You can also drop the file here.',
    choose: 'Choose file',
    limits:
      'CSV in UTF-8 or Shift_JIS (comma or tab), up to 50 MB and 100,000 rows. Files of “Export CSV” can be imported as they are.',
    sending: (name) => `Sending ${name}`,
    kept: 'The file is erased after 7 days, or at once when the import is finished and it is no longer needed.',
    tooLarge: 'The file is too large. Split it into files of up to 50 MB.',
    empty: 'The file is empty. Choose a CSV file with data.',
    several: 'Import one file at a time.',
  },
  file: (name, size) => `${name} (${size})`,
  by: (name) => `by ${name}`,
  settings: {
    title: 'How to read and import',
    encoding: 'Character encoding',
    encodings: {
      'utf-8': 'UTF-8',
      shift_jis: 'Shift_JIS',
      'utf-16le': 'UTF-16 (LE)',
      'utf-16be': 'UTF-16 (BE)',
    },
    separator: 'Separator',
    separators: { comma: 'Comma (,)', tab: 'Tab', semicolon: 'Semicolon (;)' },
    hasHeader: 'The first row has headings',
    columns: 'Columns',
    columnsHint: 'Several columns for one field are joined (family and given name, prefecture and street …).',
    column: 'Column of the file',
    sample: 'Sample value',
    field: 'Field',
    fieldOf: (column) => `Field for “${column}”`,
    notTaken: 'Do not import',
    fields: {
      id: 'Customer ID (finds registered customers)',
      name: 'Name',
      nameKana: 'Reading',
      phone: 'Phone',
      email: 'Email address',
      postalCode: 'Postal code',
      address: 'Address',
      assignee: 'Assignee',
      status: 'Status',
      group: 'Static group',
      note: 'Note (remarks)',
    },
    unnamed: (at) => `Column ${at}`,
    left: (names) => `Columns not imported: ${names}`,
    known: 'Customers already registered',
    knownChoices: {
      skip: { label: 'Do not import', hint: 'They stay as they are.' },
      fill: {
        label: 'Fill blanks only',
        hint: 'Only blank fields are filled. What is there does not change.',
      },
    },
    unknownNames: 'Unknown assignees, statuses and groups',
    unknownChoices: {
      refuse: { label: 'Do not import the row', hint: 'Assignees are found by name or email address.' },
      'leave-out': { label: 'Import without them', hint: 'The status becomes the default status.' },
    },
    again: 'Preview again',
    changed: 'The settings have changed. Preview again to import.',
  },
  running: {
    preview: 'Checking the file',
    apply: 'Importing',
    rows: (read) => `${count(read, 'row')} checked`,
    progress: (read, total) => `${number(read)} / ${count(total, 'row')}`,
    leave: 'This goes on if you close the page. Mail that arrives meanwhile is registered as usual.',
    cancel: 'Stop',
    cancelTitle: 'Stop the CSV import?',
    cancelBody: 'Customers imported so far remain.',
    cancelled: 'CSV import stopped',
  },
  previewed: {
    title: 'Preview',
    rows: (total) => `${count(total, 'row')} checked`,
    nothing: 'No customer would be added.',
    discard: 'Discard',
    discarded: 'CSV import discarded and the file erased',
    apply: (people) => `Import ${count(people, 'customer')}`,
    fill: 'Fill blanks',
    applyTitle: 'Import this?',
    applyBody: (made, refused, known, fills) =>
      [
        `${count(made, 'new customer')} will be registered.`,
        known > 0
          ? fills
            ? `For ${count(known, 'registered row')} only blanks are filled.`
            : `${count(known, 'registered row')} will not be imported.`
          : '',
        refused > 0
          ? `${count(refused, 'row')} that cannot be imported can be mended and imported later.`
          : '',
      ]
        .filter(Boolean)
        .join(' '),
    applyConfirm: 'Import',
    begun: 'Import started',
  },
  states: {
    uploading: 'Sending',
    running: 'Running',
    previewed: 'To be confirmed',
    done: 'Imported',
    cancelled: 'Discarded',
    failed: 'Failed',
  },
  stateTexts: {
    done: 'Imported. The timeline of each customer says that it came from this file.',
    cancelled: 'Discarded. Customers imported before that remain.',
    failed:
      'It stopped because of a problem. Retry it under “Stopped jobs” in Review, and it goes on from there.',
  },
  lines,
  applied: { ...lines, new: 'Registered', suspected: 'Registered (possible duplicates)' },
  unit: (rows) => count(rows, 'row'),
  countsLabel: 'Result',
  toCustomers: 'View customers',
  refused: {
    title: 'Rows that cannot be imported',
    first: (shown, all) =>
      `The reasons of the first ${number(shown)} of ${count(all, 'row')}. Save all of them as CSV.`,
    more: (rest) => `Show ${number(rest)} more`,
    line: 'Row',
    lineOf: (line) => `Row ${number(line)}`,
    column: 'Column',
    whole: 'Whole row',
    value: 'Value',
    why: 'Reason',
    download: 'Save these rows as CSV',
    hint: 'The last column gives the reason. The mended file can be imported as it is.',
  },
  samples: {
    title: 'Examples of what will be imported',
    titleApplied: 'Examples of what was imported',
    chips: {
      new: 'New',
      suspected: 'Possible duplicate',
      known: 'Registered',
      repeated: 'Repeated',
      refused: 'Refused',
    },
    kind: 'Result',
    content: 'Content',
    who: 'Registered customer',
  },
  undo: {
    title: 'Undo the import',
    lead: (until) =>
      `Removes the customers this import registered and empties the blanks it filled (until ${until}). What had an inquiry, an activity or a change since remains.`,
    preview: 'See what would be undone',
    previewing: 'Checking what would be undone',
    previewed: 'What would be undone',
    applying: 'Undoing the import',
    progress: (read, total) => `${number(read)} / ${count(total, 'row')}`,
    leave: 'This goes on if you close the page. Mail that arrives meanwhile is registered as usual.',
    done: 'Undone',
    doneText: (by) => `Undone by ${by}.`,
    failed:
      'It stopped because of a problem. Retry it under “Stopped jobs” in Review, and it goes on from there.',
    countsLabel: 'What is undone',
    counts: { removed: 'To be removed', restored: 'To be emptied again', kept: 'To remain' },
    countsDone: { removed: 'Removed', restored: 'Emptied again', kept: 'Remaining' },
    people: (people) => count(people, 'customer'),
    nothing: 'No customer would change.',
    keptTitle: 'Customers who remain, and why',
    keptTitleDone: 'Customers who remained, and why',
    keptHint: 'Those of whom only some fields are emptied are among them.',
    keptName: 'Customer',
    keptWhy: 'Reason',
    reasons: {
      inquiry: 'There is an inquiry',
      merged: 'Merged with another customer',
      activity: 'There is a recorded activity',
      task: 'There is a task',
      note: 'There is a note',
      imported: 'Filled by another import as well',
      changed: 'Changed after the import',
    },
    discard: 'Discard',
    discarded: 'The import remains',
    apply: 'Undo the import',
    applyTitle: 'Undo this import?',
    applyBody: (removed, restored, kept) =>
      [
        removed > 0
          ? `${count(removed, 'customer')} will be removed. Removed customers cannot be brought back.`
          : '',
        restored > 0 ? `What was filled for ${count(restored, 'customer')} will be empty again.` : '',
        kept > 0 ? `${count(kept, 'customer')} will remain.` : '',
      ]
        .filter(Boolean)
        .join(' '),
    applyConfirm: 'Undo',
    begun: 'Undoing started',
  },
  earlier: 'Earlier imports',
  columns: { file: 'File', state: 'State', result: 'Result', when: 'When' },
  summary: (made, refused) =>
    `${number(made)} registered${refused > 0 ? ` · ${count(refused, 'row')} refused` : ''}`,
};
