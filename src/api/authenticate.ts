// Who calls /api/v1: an API key (Authorization: Bearer) or a session cookie. Everything under it asks here first.
import type { Context, MiddlewareHandler } from 'hono';
import {
  type Auth,
  type Caller,
  identifyApiKey,
  identifySession,
  type Principal,
} from '../accounts/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';

/** Which firm a page means, by its id. */
const ORGANIZATION_HEADER = 'digima-organization';

/** Puts the principal into the context, or refuses. */
export function authenticate(db: Database, auth: Auth, publicUrl: string | null): MiddlewareHandler<Caller> {
  return async (c, next) => {
    c.set('principal', await identify(c, db, auth, publicUrl));
    await next();
  };
}

async function identify(c: Context, db: Database, auth: Auth, publicUrl: string | null): Promise<Principal> {
  const given = c.req.header('authorization');
  if (given !== undefined) {
    const key = /^Bearer +(\S{1,200})$/i.exec(given)?.[1];
    const principal = key ? await identifyApiKey(db, key) : null;
    if (!principal) throw new AppError('api-key-invalid');
    return principal;
  }
  refuseForeignOrigin(c, publicUrl);
  const session = await identifySession(db, auth, c.req.raw.headers);
  if (session === 'nobody') throw new AppError('sign-in-required');
  if (session === 'no-organization') throw new AppError('no-organization');
  refuseOtherOrganization(c, session);
  return session;
}

// A page that was opened in one firm, whose person works in another by now (they switched in another tab, or had to leave): what was
// typed for the one is not written into the other.
function refuseOtherOrganization(c: Context, { organizationId }: Principal): void {
  const meant = c.req.header(ORGANIZATION_HEADER);
  if (reads(c) || meant === undefined || meant === organizationId) return;
  throw new AppError('organization-changed');
}

const reads = ({ req: { method } }: Context) => method === 'GET' || method === 'HEAD';

// A cookie comes with requests that other sites make, too; theirs carry their own Origin (RFC 6454 §7).
function refuseForeignOrigin(c: Context, publicUrl: string | null): void {
  if (reads(c)) return;
  const origin = c.req.header('origin');
  const host = c.req.header('host');
  if (origin && origin === publicUrl) return;
  if (!origin || !URL.canParse(origin) || new URL(origin).host !== host) throw new AppError('origin-refused');
}
