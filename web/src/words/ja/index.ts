// Japanese, one file a part of the screen. です・ます, short: what happened, what to do.
import { common } from './common.ts';
import { connection } from './connection.ts';
import { customer } from './customer.ts';
import { frame } from './frame.ts';
import { inquiry } from './inquiry.ts';
import { mail } from './mail.ts';
import { signIn } from './sign-in.ts';
import { warnings } from './warnings.ts';

export const ja = { common, connection, customer, frame, inquiry, mail, signIn, warnings };
