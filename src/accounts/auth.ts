// Sign-in and sessions: better-auth over the accounts tables, through a role that sees nothing else.
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { organization as organizations } from 'better-auth/plugins';
import { createAccessControl } from 'better-auth/plugins/access';
import { adminAc, defaultStatements, memberAc, ownerAc } from 'better-auth/plugins/organization/access';
import { newId } from '../lib/ids.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import * as tables from './tables.ts';

const { apiKey: _key, organizationOptions: _options, auditEvents: _audit, ...schema } = tables;

const access = createAccessControl(defaultStatements);
const roles = {
  owner: access.newRole(ownerAc.statements),
  admin: access.newRole(adminAc.statements),
  manager: access.newRole(memberAc.statements),
  member: access.newRole(memberAc.statements),
};

/** The header our HTTP door puts the client's address into; what a client sends under this name is dropped there. */
export const CLIENT_ADDRESS_HEADER = 'x-client-address';

export type Auth = ReturnType<typeof openAuth>;

/** Opens sign-in. `secret` signs cookies; `publicUrl` null: any host name this machine is reached by is ours. */
export function openAuth(
  db: Database,
  options: { secret: string; publicUrl: string | null; productName: string; log: Log },
) {
  return betterAuth({
    appName: options.productName,
    secret: options.secret,
    ...(options.publicUrl && { baseURL: options.publicUrl }),
    basePath: '/api/auth',
    trustedOrigins: (request) => (options.publicUrl || !request ? [] : [new URL(request.url).origin]),
    database: drizzleAdapter(db.auth, { provider: 'pg', schema }),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { expiresIn: 60 * 60 * 24 * 14, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 600,
      customRules: { '/sign-in/email': { window: 60, max: 20 } },
    },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
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
