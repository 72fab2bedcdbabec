// Why something went wrong, by the codes the server tells with it; the type asks for each.
import type { Reasons } from '../ja/reasons.ts';

const BY_HAND = 'Open it on the portal, then paste the page or enter it by hand.';

export const reasons: Reasons = {
  notSent: {
    dns: 'The mail server’s name was not found. Check SMTP_URL.',
    connect: 'The mail server could not be reached. Check whether it runs.',
    timeout: 'The mail server did not answer. Check whether it runs.',
    closed: 'The connection to the mail server was lost.',
    tls: 'No encrypted connection to the mail server could be made. Check its certificate and SMTP_URL.',
    auth: 'The mail server refused the sign-in. Check user name and password in SMTP_URL.',
    address: 'The recipient’s address is not an email address. Check it under Users.',
    left: 'Not sent: the recipient has been deactivated.',
    'not-forwarded': 'Not sent: the connection no longer forwards to this address.',
    'chat-removed': 'Not sent: the chat has been deleted under Notices.',
    'push-gone': 'Not sent: the browser is no longer registered.',
    responded: 'Not sent: somebody had responded.',
    'given-on': 'Not sent: somebody else was put in charge, or had responded.',
    'post-address': 'The URL cannot be reached from here. Check it under Notices.',
    'post-unreachable': 'The service could not be reached. Check whether it runs.',
    'post-slow': 'The service did not answer. Check whether it runs.',
    restored:
      'It may have been sent before the restore from a backup, so it is not sent by itself. If it did not arrive, send it again.',
    internal: 'Sending failed. If it goes on, contact support.',
    'no-such-recipient': 'The recipient’s address was not accepted. Check it.',
    'mailbox-full': 'The recipient’s mailbox is full or over its limit.',
    'not-allowed': 'The mail server’s rules forbid it. Check the sender (MAIL_FROM) and who may send.',
    'relay-later': 'The mail server did not accept it for now.',
    'relay-refused': 'The mail server refused it. Check the recipient’s address.',
    'post-url-void': 'The webhook URL no longer works. Create a new one and enter it under Notices.',
    'post-no-channel': 'The channel is gone or archived. Create a new webhook URL.',
    'post-restricted': 'An administrator restricts posting to the channel.',
    'post-busy': 'The service is too busy to accept it.',
    'post-later': 'The service did not accept it for now.',
    'post-unauthorized': 'The service did not know us. Check token or URL under Notices.',
    'post-not-found': 'It was not found at the service. Check URL or room ID under Notices.',
    'post-refused': 'The service did not accept it. Check the settings under Notices.',
  },
  answered: (answer) => `Answer: ${answer}`,
  test: {
    'not-sent':
      'The test inquiry could not be sent: mail reception (SMTP) does not run or is busy. Wait a minute and try again. If it goes on, contact whoever runs the system.',
    'not-received':
      'The test inquiry did not arrive within a minute. Try again. If it goes on, ask whoever runs the system whether mail reception (SMTP) works.',
    'not-read':
      'The test inquiry arrived but was not read within a minute. While much mail is being read, just wait: the result appears here.',
    'not-an-inquiry': 'The test inquiry arrived but was not read as an inquiry. Please contact support.',
  },
  completion: {
    'no-login': `The portal login is not verified, so the details could not be fetched. ${BY_HAND}`,
    unavailable: `The portal cannot be reached, so the details have not been fetched yet. If it is urgent: ${BY_HAND}`,
    elsewhere:
      'The link in the mail does not lead to the portal, so it was not opened. Look at it carefully.',
    'no-link':
      'The mail has no link to the inquiry, so the details could not be fetched. Find it on the portal, then paste the page or enter it by hand.',
    unreadable: `The inquiry’s page was opened, but no customer was found on it. ${BY_HAND}`,
    'other-request':
      'The link led to another inquiry. Look its number up on the portal, then paste the page or enter it by hand.',
    stopped: `The connection is paused or the option is off, so the details were not fetched. ${BY_HAND}`,
    failed: `The details could not be fetched because of an error of the system. ${BY_HAND}`,
  },
  reading: {
    'reader-timeout': 'Reading took too long and was stopped. It happens with very long or unusual mails.',
    'reader-memory':
      'Reading needed too much memory and was stopped. It happens with very large or unusual mails.',
    'reader-crashed': 'The reading program crashed.',
    'lease-expired': 'The program stopped again and again while reading, so nothing was recorded.',
    other: 'Something went wrong while reading.',
  },
  work: {
    'complete-notice': 'Read a notice’s details on the portal',
    'finish-test-inquiry': 'Check what became of a test inquiry',
    replay: 'Read received mails again',
    'customer-import': 'Import customers from CSV',
    'forget-customer-import': 'Delete an imported CSV file',
    'undo-customer-import': 'Take an import back',
    'check-login': 'Check a portal login',
    'tell-owner': 'Tell the assignee of an inquiry',
    'tell-assigned': 'Tell somebody that they were put in charge',
    'tell-login': 'Tell that a connection failed or works again',
    'remind-first-mail': 'Check whether the first mail arrived',
    'send-mail': 'Send a notice by email',
    'post-message': 'Send a notice to a chat or browser',
    'release-held': 'Tell of inquiries that were gathered',
    escalate: 'Tell the next person of an inquiry without a response',
    'forward-mail': 'Forward a received mail',
    'watch-silence': 'Check whether a connection still gets mail',
  },
  stopped: {
    'lease-expired': 'The program stopped again and again while doing it.',
    other: 'Something went wrong while doing it.',
  },
  file: {
    'no-rows': 'There are no rows to import.',
    'no-person': 'Choose a column for the name, phone number or email address.',
    'too-many-rows': 'There are too many rows. Split it into files of up to 100,000 rows.',
    'too-many-columns': 'There are too many columns, up to 100 can be read. Check the separator, too.',
  },
  row: {
    phone: 'This is not a phone number. Enter its digits with the area code.',
    email: 'Check the form of the email address.',
    'too-long': 'It is too long. Shorten it.',
    'too-many-values': 'There can be up to 10 for one person.',
    'line-break': 'There is a line break in the value. Check for a missing quotation mark (").',
    'unread-letters': 'Some letters cannot be read. Check the encoding.',
    'unknown-assignee': 'There is no such user. Check the name or email address.',
    'ambiguous-assignee': 'Several users have this name. Give the email address.',
    'unknown-status': 'There is no such status.',
    'unknown-group': 'There is no such static group.',
    nobody: 'A name, phone number or email address is needed.',
    'phone-of-many':
      'Too many customers have this phone number. Check that it is no placeholder or main number; leave it empty or correct it.',
    'too-many-cells': 'There are more cells than headings. Check separator and quotation marks (").',
    'unclosed-quote':
      'A quotation mark (") is not closed. Nothing after this line can be read: correct it and import again.',
    'too-long-row': 'The row is too large. Nothing after it can be read: correct it and import again.',
  },
};
