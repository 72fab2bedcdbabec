// English, one file a part of the screen, the same parts as ja/. Short: what happened, what to do.
import type { Words } from '../ja/index.ts';
import { account } from './account.ts';
import { activity } from './activity.ts';
import { assigned } from './assigned.ts';
import { common } from './common.ts';
import { connection } from './connection.ts';
import { connectionPage } from './connection-page.ts';
import { customer } from './customer.ts';
import { dashboard } from './dashboard.ts';
import { formats } from './formats.ts';
import { frame } from './frame.ts';
import { inquiry } from './inquiry.ts';
import { inquiryList } from './inquiry-list.ts';
import { inquiryPanel } from './inquiry-panel.ts';
import { mail } from './mail.ts';
import { masters } from './masters.ts';
import { merge } from './merge.ts';
import { notices } from './notices.ts';
import { options } from './options.ts';
import { portalLogin } from './portal-login.ts';
import { reasons } from './reasons.ts';
import { refusals } from './refusals.ts';
import { replay } from './replay.ts';
import { settings } from './settings.ts';
import { setup } from './setup.ts';
import { signIn } from './sign-in.ts';
import { users } from './users.ts';
import { warnings } from './warnings.ts';

export const en: Words = {
  account,
  activity,
  assigned,
  common,
  connection,
  connectionPage,
  customer,
  dashboard,
  formats,
  frame,
  inquiry,
  inquiryList,
  inquiryPanel,
  mail,
  masters,
  merge,
  notices,
  options,
  portalLogin,
  reasons,
  refusals,
  replay,
  settings,
  setup,
  signIn,
  users,
  warnings,
};
