// Signing in.
import type { Words } from '../ja/index.ts';

export const signIn: Words['signIn'] = {
  title: 'Sign in',
  lead: 'Portal connection',
  email: 'Email address',
  password: 'Password',
  showPassword: 'Show or hide the password',
  submit: 'Sign in',
  emailMissing: 'Enter your email address.',
  emailForm: 'Enter an email address, e.g. name@example.jp',
  passwordMissing: 'Enter your password.',
  wrong: 'The email address or password is not correct.',
  tooMany: 'Too many failed attempts. Please wait about a minute and try again.',
  refused: 'You cannot sign in from here. Open this screen by its proper address.',
  ended: 'Your session has ended. Please sign in again.',
  forgotten: 'Forgot your password?',
  noOrganization: {
    title: 'You do not belong to a company',
    body: 'Ask the administrator of your company to invite you. You can also sign in as another user.',
  },
  firstStartHint:
    'If you are new here, open the address shown at start (/first-start…) to register your company and its owner.',
  firstStart: {
    title: 'First set-up',
    lead: 'Register the company and its owner. You are signed in afterwards.',
    organizationName: 'Company name',
    name: 'Name of the owner',
    email: 'Email address',
    password: 'Password',
    passwordHint: 'At least 10 characters',
    submit: 'Register and start',
    missing: (label) => `Enter: ${label}.`,
    passwordShort: 'Use at least 10 characters.',
    noToken: 'Open the address shown at start. What follows the “#” is needed too.',
    over: 'The first set-up is done. Please sign in.',
    toSignIn: 'Go to sign-in',
  },
};
