// Settings → Sent notices: the mails and messages the product sends.
import type { Words } from '../ja/index.ts';
import { count } from './count.ts';

export const notices: Words['notices'] = {
  title: 'Sent notices',
  lead: 'Mails and notices sent by your company, newest first.',
  list: 'List of sent notices',
  onlyAdmins: 'Only an owner or admin can see sent notices.',
  columns: { subject: 'Subject', to: 'To', state: 'State', when: 'Created', action: 'Actions' },
  noRelay: {
    title: 'Mail cannot be sent',
    body: 'No mail server for sending is set (SMTP_URL). Until it is, mails stay “Waiting”; then they are sent automatically. Ask whoever runs this product to set it.',
  },
  kinds: {
    'inquiry-notice': 'Inquiry notice',
    assigned: 'Notice of being put in charge',
    'forwarded-mail': 'Forwarded mail',
    unanswered: 'Unanswered inquiry',
    digest: 'Digest',
    'login-failed': 'Connection failure notice',
    'login-healed': 'Connection recovery notice',
    'first-mail-reminder': 'First mail check',
    'silent-connection': 'Notice of a silent connection',
    'given-up': 'Notice of what could not be processed',
    invitation: 'Invitation',
    'password-reset': 'Password reset',
    test: 'Test mail',
  },
  channels: {
    mail: 'Mail',
    push: 'Browser',
    slack: 'Slack',
    chatwork: 'Chatwork',
    'line-works': 'LINE WORKS',
  },
  states: {
    waiting: 'Waiting',
    'handing-over': 'Sending',
    sent: 'Sent',
    failed: 'Not sent',
    unknown: 'Unknown',
    held: 'Held',
    bundled: 'In a digest',
    withdrawn: 'Withdrawn',
  },
  stateTexts: {
    held: 'It goes with others, or after a quiet time.',
    withdrawn: 'Not sent: somebody had responded, or somebody else was put in charge.',
    unknown:
      'Sending was interrupted, so it may or may not have arrived. Ask the recipient and send it again if needed.',
  },
  repeated: 'Sent again',
  attempts: (n) => count(n, 'attempt'),
  nextAt: 'Next attempt',
  sentAt: 'Sent',
  resend: {
    action: 'Send again',
    actionFor: (subject, to) => `Send “${subject}” to ${to} again`,
    title: 'Send this again?',
    body: (to) => `The same content is sent to ${to} anew.`,
    twice: 'It may have arrived already. Then the same content arrives twice.',
    confirm: 'Send again',
    done: 'It will be sent again',
    now: 'It is sent now, without waiting for the next attempt.',
  },
  test: {
    action: 'Send test mail',
    hint: (email) => `Sends a test mail to ${email}`,
    done: 'The test mail will be sent. The result is shown in this list.',
  },
  empty: {
    title: 'No mail sent yet',
    body: 'Notices of inquiries and of failing connections are listed here. “Send test mail” checks that mail arrives.',
  },
  end: { title: 'No more sent mail', body: 'You have reached the last page.' },
};
