// One's own account: changing the password, a forgotten password, coming in by an invitation.
import type { Words } from '../ja/index.ts';

const passwordHint = '10 to 128 characters';

export const account: Words['account'] = {
  password: 'Password',
  passwordShort: 'Use at least 10 characters.',
  passwordLong: 'Use no more than 128 characters.',
  passwordMissing: 'Enter your password.',
  tooMany: 'Too many attempts in a row. Please wait about a minute and try again.',
  change: {
    title: 'Change password',
    lead: 'Changing it signs you out on all other devices. You stay signed in here.',
    current: 'Current password',
    next: 'New password',
    hint: passwordHint,
    submit: 'Change password',
    wrong: 'The current password is not correct.',
    same: 'Enter a password other than the current one.',
    done: 'Password changed. You have been signed out on all other devices.',
    forgotten: 'Forgot your current password?',
  },
  forgot: {
    title: 'Reset password',
    lead: 'Enter the email address you sign in with. We will send you a link to set a new password.',
    email: 'Email address',
    submit: 'Send reset email',
    sentTitle: 'Check your email',
    sent: (email) =>
      `If ${email} is a registered address, we have sent a link to it. The link works for one hour.`,
    notArrived:
      'If nothing arrives, check your spam folder and the spelling of the address. If it still does not arrive, ask the administrator of your company.',
    again: 'Use another email address',
    toSignIn: 'Back to sign-in',
  },
  reset: {
    title: 'Set a new password',
    lead: 'Enter a new password. Setting it signs you out on all devices.',
    submit: 'Set password',
    noToken: 'Open this page with the link in the email. The link is needed to its very end.',
    over: 'This link no longer works: it has expired or has been used. Please request another email.',
    again: 'Send another reset email',
    doneTitle: 'Password set',
    done: 'Sign in with your new password.',
    toSignIn: 'Go to sign-in',
  },
  invitation: {
    title: 'Invitation',
    lead: (organization) => `You have been invited to “${organization}”.`,
    role: 'Role',
    email: 'Email address',
    newPerson: 'Enter your name and a password to get started.',
    knownPerson: 'This email address is already registered. Enter your password to join this company.',
    signedIn: (name) => `You are signed in as ${name} and can join right away.`,
    name: 'Your name',
    nameMissing: 'Enter your name.',
    passwordHint,
    submitNew: 'Register and start',
    submitKnown: 'Join',
    noToken: 'Open this page with the link in the invitation email. The link is needed to its very end.',
    toSignIn: 'Go to sign-in',
    forgotten: 'Forgot your password?',
  },
};
