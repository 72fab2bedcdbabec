// The HTTP door: mounts each stage's routes, sign-in, the OpenAPI description, health, and the screen.
import { setTimeout as delay } from 'node:timers/promises';
import { getConnInfo } from '@hono/node-server/conninfo';
import { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { secureHeaders } from 'hono/secure-headers';
import { branchRoutes } from '../accounts/branch-routes.ts';
import { type Caller, CLIENT_ADDRESS_HEADER } from '../accounts/index.ts';
import { invitationRoutes } from '../accounts/invitation-routes.ts';
import { optionRoutes } from '../accounts/option-routes.ts';
import { organizationRoutes } from '../accounts/organization-routes.ts';
import { screenRoutes } from '../accounts/screen-routes.ts';
import { userRoutes } from '../accounts/user-routes.ts';
import { assignmentRoutes } from '../connections/assignment-routes.ts';
import { guideRoutes } from '../connections/guide-routes.ts';
import { listOptionUsers } from '../connections/index.ts';
import { loginRoutes } from '../connections/login-routes.ts';
import { connectionRoutes } from '../connections/routes.ts';
import { connectionStateRoutes } from '../connections/state-routes.ts';
import { activityRoutes } from '../customers/activity-routes.ts';
import { changeRoutes } from '../customers/change-routes.ts';
import { customerChangeRoutes } from '../customers/customer-change-routes.ts';
import { dashboardRoutes } from '../customers/dashboard-routes.ts';
import { dynamicGroupRoutes } from '../customers/dynamic-group-routes.ts';
import { editRoutes } from '../customers/edit-routes.ts';
import { exportRoutes } from '../customers/export-routes.ts';
import { handRoutes } from '../customers/hand-routes.ts';
import { importRoutes } from '../customers/import-routes.ts';
import { importUndoRoutes } from '../customers/import-undo-routes.ts';
import { assigneeWork } from '../customers/index.ts';
import { inquiryRoutes } from '../customers/inquiry-routes.ts';
import { masterRoutes } from '../customers/master-routes.ts';
import { matchingRoutes } from '../customers/matching-routes.ts';
import { mergeRoutes } from '../customers/merge-routes.ts';
import { noteRoutes } from '../customers/note-routes.ts';
import { pasteRoutes } from '../customers/paste-routes.ts';
import { replayRoutes } from '../customers/replay-routes.ts';
import { customerRoutes } from '../customers/routes.ts';
import { taskRoutes } from '../customers/task-routes.ts';
import { testInquiryRoutes } from '../customers/test-inquiry-routes.ts';
import { timelineRoutes } from '../customers/timeline-routes.ts';
import { viewRoutes } from '../customers/view-routes.ts';
import { rawRoutes } from '../intake/raw-routes.ts';
import { chatRoutes } from '../notify/chat-routes.ts';
import { escalationRoutes } from '../notify/escalation-routes.ts';
import { notifiedAt, tellOwner } from '../notify/index.ts';
import { outgoingRoutes } from '../notify/outgoing-routes.ts';
import { preferenceRoutes } from '../notify/preference-routes.ts';
import { liveRoutes } from '../notify/routes.ts';
import { AppError } from '../platform/errors.ts';
import { confirmationRoutes } from '../reading/confirmation-routes.ts';
import { reprocessRoutes } from '../reading/reprocess-routes.ts';
import { mailRoutes } from '../reading/routes.ts';
import { authenticate } from './authenticate.ts';
import { deadJobRoutes } from './dead-job-routes.ts';
import { firstStartRoutes } from './first-start.ts';
import { meRoutes } from './me.ts';
import type { AppParts } from './parts.ts';
import { nothingHere, problemOf } from './problem.ts';
import { screen } from './screen.ts';

/** The whole HTTP application; `app.request()` needs no port. */
export function createApp(parts: AppParts) {
  const { db, auth, live, log } = parts;
  // Refusals of inputs that no route has words of its own for.
  z.config(z.locales.ja());
  const app = new OpenAPIHono<Caller>();
  app.onError((error, c) => problemOf(c, error, log));
  app.notFound(nothingHere);
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"], // Mantine sets style attributes
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
      // Not for plain HTTP on a private address; the proxy that ends TLS sets it.
      strictTransportSecurity: false,
    }),
  );

  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const database = await parts.condition();
    return database === 'ready'
      ? c.json({ status: 'ready' })
      : c.json({ status: 'not-ready', database }, 503);
  });
  app.use('/api/*', async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });
  app.route('/api/v1', rawRoutes({ ...parts, now: () => new Date() }));
  const limited = bodyLimit({
    maxSize: BODY_BYTES_MAX,
    onError: (c) => problemOf(c, new AppError('too-large'), log),
  });
  // A file is not held in memory, and has a limit of its own.
  app.use('/api/*', (c, next) =>
    c.req.method === 'POST' && c.req.path === FILES_COME_IN ? next() : limited(c, next),
  );
  // Of better-auth's own routes these and no others: what else it offers would pass by our roles and our history.
  for (const [method, path] of signInRoutes)
    app.on(method, `/api/auth/${path}`, async (c) => {
      const noSooner = path === 'request-password-reset' ? delay(RESET_ANSWER_MS) : null;
      const answer = await auth.handler(withClientAddress(c));
      await noSooner;
      return answer;
    });
  app.route('/api', firstStartRoutes(db, parts.firstStartSecret));
  app.route('/api', invitationRoutes(db, auth, parts.onChanged));
  app.use('/api/v1/*', authenticate(db, auth, parts.publicUrl));
  app.use('/api/v1/*', compress());
  for (const routes of [
    meRoutes(parts),
    customerRoutes(db),
    inquiryRoutes(db, notifiedAt),
    activityRoutes(db, notifiedAt, parts.onChanged),
    timelineRoutes(db, notifiedAt),
    noteRoutes(db, parts.onChanged),
    taskRoutes(db, parts.onChanged),
    changeRoutes(db, parts.onChanged),
    customerChangeRoutes(db, parts.onChanged),
    matchingRoutes(db, parts.onChanged),
    exportRoutes(parts),
    importRoutes(parts),
    importUndoRoutes(parts),
    dashboardRoutes(parts),
    dynamicGroupRoutes(db),
    viewRoutes(db),
    handRoutes(db, parts.portals, parts.onChanged, tellOwner),
    editRoutes(db, parts.onChanged),
    mergeRoutes(db, parts.onChanged),
    masterRoutes(db, parts.onChanged),
    branchRoutes(db, parts.onChanged),
    userRoutes({ ...parts, mails: parts.accountMails, work: assigneeWork }),
    organizationRoutes(parts),
    screenRoutes(db),
    optionRoutes({ ...parts, optionUsers: listOptionUsers }),
    mailRoutes(db),
    reprocessRoutes(db, parts.onChanged),
    deadJobRoutes(parts),
    replayRoutes(parts),
    confirmationRoutes(db, parts.onChanged),
    pasteRoutes(db, parts.portals),
    testInquiryRoutes(parts),
    connectionRoutes(parts),
    connectionStateRoutes(parts),
    assignmentRoutes(parts),
    guideRoutes(parts),
    loginRoutes(parts),
    outgoingRoutes(parts),
    chatRoutes(parts),
    preferenceRoutes(parts),
    escalationRoutes(parts),
    liveRoutes(live, parts.closing),
  ]) {
    app.route('/api/v1', routes);
  }

  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'better-auth.session_token',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'intakeSignature', {
    type: 'apiKey',
    in: 'header',
    name: 'Digima-Signature',
  });
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: { title: 'Digima ポータルサイト連携 API', version: '1' },
  });
  app.all('/api/*', nothingHere);
  if (parts.screenDir) screen(app, parts.screenDir);
  return app;
}

const BODY_BYTES_MAX = 1_000_000;
const FILES_COME_IN = '/api/v1/customer-imports';
/** Longer than it takes to write a link down: how long the answer takes does not tell whether the address is anybody's. */
const RESET_ANSWER_MS = 500;

/** What better-auth answers itself (see test/golden/routes.txt). */
export const signInRoutes = [
  ['POST', 'sign-in/email'],
  ['POST', 'sign-out'],
  ['GET', 'get-session'],
  ['POST', 'change-password'],
  ['POST', 'request-password-reset'],
  ['POST', 'reset-password'],
] as const;

// Sign-in counts tries by address. A proxy on this machine tells whom it speaks for in the last place of
// X-Forwarded-For; what a client wrote there itself, or under our own header, is not believed.
function withClientAddress(c: Context<Caller>): Request {
  const headers = new Headers(c.req.raw.headers);
  headers.delete(CLIENT_ADDRESS_HEADER);
  const socket = socketAddress(c);
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  const address = socket && isLoopback(socket) && forwarded ? forwarded : socket;
  if (address) headers.set(CLIENT_ADDRESS_HEADER, address);
  return new Request(c.req.raw, { headers });
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

function socketAddress(c: Context<Caller>): string | undefined {
  try {
    return getConnInfo(c).remote.address;
  } catch {
    return undefined; // app.request() has no connection
  }
}
