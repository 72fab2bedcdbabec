// Sign-in and sessions: better-auth over the accounts tables, through a role that sees nothing else.
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthMiddleware } from 'better-auth/api';
import { organization as organizations } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import { newId } from '../lib/ids.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import { countAttempts } from './attempts.ts';
import type { AccountMails } from './events.ts';
import { CLIENT_ADDRESS_HEADER } from './model.ts';
import { mailPasswordReset, RESET_VALID_SECONDS } from './password-reset.ts';
import * as tables from './tables.ts';

const { apiKey: _key, organizationOptions: _options, auditEvents: _audit, ...schema } = tables;

const access = createAccessControl(defaultStatements);
const roles = {
  owner: access.newRole(ownerAc.statements),
  admin: access.newRole(adminAc.statements),
  manager: access.newRole(memberAc.statements),
  member: access.newRole(memberAc.statements),
};

/** Opens sign-in. `secret` signs cookies; `publicUrl` null: any host name this machine is reached by is ours. */
export function openAuth(
  db: Database,
  options: {
    secret: string;
    publicUrl: string | null;
    productName: string;
    log: Log;
    mails: AccountMails;
    onChanged: (organizationId: string) => void;
  },
) {
  return betterAuth({
    appName: options.productName,
    secret: options.secret,
    ...(options.publicUrl && { baseURL: options.publicUrl }),
    basePath: '/api/auth',
    trustedOrigins: (request) => (options.publicUrl || !request ? [] : [new URL(request.url).origin]),
    database: drizzleAdapter(db.auth, { provider: 'pg', schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 10,
      resetPasswordTokenExpiresIn: RESET_VALID_SECONDS,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user: { id, name, email }, token }) {
        const sent = await mailPasswordReset(db, options.mails, { userId: id, name, email, token });
        if (sent) options.onChanged(sent.organizationId);
      },
    },
    // What a link carries is kept as a hash.
    verification: { storeIdentifier: 'hashed' },
    // Who changes the password does it because somebody else may know the old one.
    hooks: {
      before: createAuthMiddleware(async ({ path, body }) => {
        if (path === '/change-password') return { context: { body: { ...body, revokeOtherSessions: true } } };
      }),
    },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      customStorage: countAttempts(),
      window: 60,
      max: 600,
      customRules: {
        '/sign-in/email': { window: 60, max: 20 },
        '/change-password': { window: 60, max: 10 },
        '/request-password-reset': { window: 10 * 60, max: 10 },
        '/reset-password': { window: 60, max: 10 },
      },
    },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // The answer waits for no mail: it would tell whether the address is anybody's.
      backgroundTasks: {
        handler: (task) => void task.catch(() => options.log.error('a mail of sign-in was not written')),
      },
      useSecureCookies: options.publicUrl?.startsWith('https:') ?? false,
    },
    plugins: [organizations({ ac: access, roles, allowUserToCreateOrganization: false })],
    telemetry: { enabled: false },
    // Its words only: what it logs beside them holds the values people sent.
    logger: {
      level: 'error',
      log: (_level, message) => options.log.warn({ said: plain(message) }, 'sign-in'),
    },
  });
}

function plain(message: unknown): string {
  return String(message).split('\n')[0]?.slice(0, 200) ?? '';
}
