// What is known of a connection's login: each outcome with its cause, what to do, and who does it.
import type { Words } from '../ja/index.ts';

const noSteps = () => [];

export const portalLogin: Words['portalLogin'] = {
  who: {
    you: 'Something for you to do',
    portal: 'Waiting for the portal',
    us: 'Support takes care of it',
  },
  what: 'What to do next',
  mailGoesOn: 'Inquiry mails are taken in whatever the state of the login.',
  mailWillGoOn: 'You can set up the inbox and start the connection all the same.',
  checkedAt: 'Checked',
  verifiedAt: 'Verified',
  nextCheckAt: 'Next automatic check',
  nextRetryAt: 'Next automatic attempt',
  retries: (n) => `attempt ${n} of 3`,
  failures: 'Failures within 24 hours',
  failuresMine: (n) => `${n} in your company`,
  failuresOthers: (n) => `${n} in other companies (same user ID)`,
  progressLabel: 'Progress of the check',
  progress: {
    waiting: 'Waiting',
    opening: 'Opening the sign-in page',
    submitting: 'Sending the login',
    reading: 'Reading the result',
  },
  states: {
    none: {
      steps: noSteps,
      chip: 'Not checked',
      title: 'No login registered yet',
      body: (portal) => `Register the user ID and password of ${portal}.`,
      who: 'you',
    },
    'not-set-up': {
      steps: noSteps,
      chip: 'Not checked',
      title: 'Registered (not checked)',
      body: (portal) =>
        `The sign-in page of ${portal} is not known to this system yet, so nothing is checked until it is.`,
      who: 'us',
    },
    unverified: {
      steps: noSteps,
      chip: 'Not checked',
      title: 'Not checked yet',
      body: () => 'Choose “Check login” to see whether it works.',
      who: 'you',
    },
    checking: {
      steps: noSteps,
      chip: 'Checking',
      title: 'Checking',
      body: () => 'This may take half a minute or more. The result is shown here.',
      who: null,
    },
    verified: {
      steps: noSteps,
      chip: 'Verified',
      title: 'The login works',
      body: (portal) => `Signed in to ${portal}. It is checked automatically once a day.`,
      who: null,
    },
    'wrong-credentials': {
      chip: 'Error: wrong ID or password',
      title: 'Wrong user ID or password',
      body: (portal) => `${portal} said that the user ID or password is not correct.`,
      steps: (portal) => [
        `Check that you can sign in at ${portal} with the same user ID and password`,
        'Choose “Change”, enter them correctly and check again',
      ],
      who: 'you',
    },
    'password-expired': {
      chip: 'Error: password expired',
      title: 'The password has expired',
      body: (portal) => `${portal} asked for a new password.`,
      steps: (portal) => [
        `Sign in at ${portal} and set a new password`,
        'Choose “Change”, register the new password and check again',
      ],
      who: 'you',
    },
    locked: {
      chip: 'Error: locked',
      title: 'The account is locked',
      body: (portal) =>
        `${portal} said that the account is locked. Further attempts may keep it locked for longer.`,
      steps: (portal) => [
        `Wait until you can sign in at ${portal} (if it stays locked, ask ${portal})`,
        'Check again once it is unlocked',
      ],
      who: 'you',
    },
    'action-needed': {
      chip: 'Error: action needed',
      title: 'The portal’s page wants something confirmed',
      body: (portal) =>
        `After signing in, ${portal} asked for something on its page, such as agreeing to terms or checking your details.`,
      steps: (portal) => [`Sign in at ${portal} and confirm what it shows`, 'Check again'],
      who: 'you',
    },
    'second-factor': {
      chip: 'Error: code required',
      title: 'A code was asked for',
      body: () => 'A code sent by mail or SMS is needed, so signing in automatically is not possible.',
      steps: (portal) => [
        `See at ${portal} whether a user ID can be used without a code`,
        'Register such a user ID with “Change”, or change the setting, then check again',
      ],
      who: 'you',
    },
    captcha: {
      chip: 'Error: CAPTCHA',
      title: 'A CAPTCHA was asked for',
      body: () =>
        'A check such as “I am not a robot” was shown, so signing in automatically is not possible.',
      steps: (portal) => [
        `Wait a while, then sign in at ${portal} once`,
        'Check again when the CAPTCHA is no longer shown',
      ],
      who: 'you',
    },
    blocked: {
      chip: 'Error: refused',
      title: 'The portal refused the connection',
      body: (portal) => `${portal} did not accept this system. What you entered is not at fault.`,
      steps: () => ['Wait a while, then check again', 'If it goes on, contact support'],
      who: 'us',
    },
    'site-changed': {
      chip: 'Error: page changed',
      title: 'The sign-in page seems to have changed',
      body: (portal) =>
        `The page of ${portal} could not be read. What you entered is not at fault. We will adapt to the new page.`,
      steps: () => [
        'Nothing to do for now. Check again when we are done',
        'If it is urgent, contact support',
      ],
      who: 'us',
    },
    mended: {
      chip: 'Error: to be checked again',
      title: 'The sign-in has been adapted',
      body: (portal) => `We have adapted to the page of ${portal}. Please check again.`,
      steps: () => ['Choose “Check login”'],
      who: 'you',
    },
    unavailable: {
      chip: 'Error: portal down',
      title: 'The portal could not be reached',
      body: (portal) =>
        `${portal} is down or busy. What you entered is not at fault. It is tried again automatically.`,
      steps: () => ['Nothing to do. Please wait for the next automatic check'],
      who: 'portal',
    },
    'unavailable-over': {
      chip: 'Error: portal down',
      title: 'The portal could not be reached',
      body: (portal) =>
        `${portal} could not be reached in several automatic attempts. What you entered is not at fault.`,
      steps: (portal) => [`See whether the page of ${portal} opens`, 'When it does, check again'],
      who: 'you',
    },
    interrupted: {
      chip: 'Error: interrupted',
      title: 'The check was interrupted',
      body: (portal) =>
        `It was interrupted after sending to ${portal}, so the result is unknown. To protect the account, it is not sent again automatically.`,
      steps: () => ['Check again'],
      who: 'you',
    },
  },
  refusedBefore: {
    title: 'This login has failed before',
    titleOfAccount: 'This user ID has failed several times',
    body: (portal) =>
      `This user ID and password did not work at ${portal} before. Failing again and again may lock the account.`,
    strongBody: (portal) =>
      `This user ID has failed several times within 24 hours. Another failure may lock the account at ${portal}. First see whether you can sign in at ${portal}.`,
    mine: (n) => `Failures in your company within 24 hours: ${n}`,
    others: (n) => `Failures of the same user ID in other companies: ${n}`,
    understood: 'I understand that the account may be locked',
    cancel: 'Stop and check',
    confirm: 'Check anyway',
  },
};
