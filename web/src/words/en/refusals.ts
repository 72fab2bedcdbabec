// What the server refuses, by the codes of the API; the type asks for each.
import type { Refusals } from '../ja/refusals.ts';

export const refusals: Refusals = {
  'sign-in-required': 'Please sign in.',
  'api-key-invalid': 'The API key is not correct. Check the value after “Authorization: Bearer”.',
  'no-organization': 'You do not belong to a company. Ask an administrator to invite you.',
  'first-start-over':
    'This link does not work: the first set-up is done, or the link is wrong. Sign in, or use the link shown at start.',
  'too-large': 'That is too large. Please shorten it and try again.',
  'signature-refused':
    'The signature is not correct. Check the key (INTAKE_KEYS), the time (within 5 minutes) and what is signed.',
  'intake-closed': 'This entrance is closed. It opens with a key in INTAKE_KEYS.',
  'no-such-inbox': 'There is no such inbox.',
  'delivery-id-used': 'This delivery number belongs to another mail. Send it again with a new one.',
  'origin-refused': 'Requests from another site are not accepted. Please open this page again.',
  'not-found': 'Not found. It has been deleted, or you do not have access to it.',
  'organization-changed':
    'The company you work in has changed since this page was opened. Nothing was saved. Please reload the page.',
  'role-required': 'Only an owner or admin can do this. Please ask one.',
  'option-off': 'The option “Portal connection” is off, so this cannot be changed. See Options.',
  'no-login': 'No login is registered yet. Register user ID and password in step 2 and try again.',
  'changed-meanwhile': 'Somebody else changed this first. Check the new content, then save again.',
  'in-use': 'It is used by connections or customers. Choose what to use instead.',
  'role-too-high':
    'You cannot change somebody with a higher role, or give a role higher than yours. Ask an owner.',
  'last-owner': 'There would be no owner left. Make somebody else an owner first.',
  'own-account': 'You cannot deactivate yourself. Ask another owner or admin.',
  'name-is-theirs': 'Only this user can change their name. Please ask them.',
  'invitation-over':
    'This invitation no longer works: it has expired, was withdrawn or has been used. Ask whoever invited you to send another.',
  'too-many-tries': 'Too many attempts. Please wait a while and try again.',
  'owner-required': 'Only an owner can do this. Please ask one.',
  'self-service-off': 'This cannot be switched here. Please contact support.',
  'customer-exists':
    'A customer with the same phone number or email address is registered already. Please check whether it is the same person.',
  'merge-with-itself': 'A customer cannot be merged with itself. Choose another customer.',
  'customer-merged': 'This customer has been merged into another. See the merged customer.',
  'merge-undone': 'This merge has been undone already. Please reload the page.',
  'merged-again': 'There was another merge after this one. Undo newer merges first.',
  'not-the-author': 'Only whoever recorded this can change it. Please ask them.',
  'already-settled': 'Somebody else has settled this already. Please reload the page.',
  'replay-running': 'Mail is being read again already. Wait until it is done, or stop it, and try again.',
  'replay-over': 'This has been applied or stopped already. Please start with a preview again.',
  'import-running': 'A CSV import is running already. Wait until it is done, or stop it, and try again.',
  'import-over': 'This import has been done or discarded already. Please reload the page.',
  'import-not-ready': 'It cannot be imported like this. Mend what the preview shows and try again.',
  'import-not-undoable':
    'This import cannot be undone: there is nothing to undo, or the 30 days for it are over. Please reload the page.',
  'import-undone': 'This import has been undone already. Please reload the page.',
  'import-undo-running': 'This import is being undone. Wait until it is done, then look at the page.',
  'file-empty': 'The file is empty. Choose a CSV file with data.',
  'file-is-excel':
    'An Excel file cannot be imported as it is. Save it in Excel as “CSV UTF-8 (comma delimited)” and choose that file.',
  'file-not-csv': 'This does not look like a CSV file. Choose a text file in UTF-8 or Shift_JIS.',
  'login-refused-before':
    'The portal has refused this login or user ID recently. Sending it again may lock the account at the portal. Check it, then choose whether to send it.',
  'mail-not-resendable':
    'This mail cannot be sent again: it is being sent, its content has been erased, or the recipient is inactive.',
  'input-invalid': 'Please check what you entered.',
  'cursor-invalid': 'This page of the list does not exist. Please start at the first page.',
  unavailable: 'This cannot be done at the moment. Please try again in a while.',
  'request-invalid': 'The request is not in a form that is understood. Please reload the page and try again.',
  internal: (data) =>
    `Something went wrong on our side. Please try again in a while; if it goes on, tell us the number ${numberIn(data)}.`,
};

/** What a mistake of ours is called in the log. */
const numberIn = (data: unknown): string => (data as { number?: string } | null)?.number ?? '';
