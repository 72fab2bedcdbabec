// GET /me: who is signed in, and what the frame of every page shows.
import { z } from '@hono/zod-openapi';
import { type Caller, getScreenSettings, isOptionOn, organizationName } from '../accounts/index.ts';
import { countAttention } from '../connections/index.ts';
import { countDueTasks, countOpen } from '../customers/index.ts';
import { countReview } from '../intake/index.ts';
import { countDeadJobs } from '../platform/dead-jobs.ts';
import { json, newRoutes, route } from '../platform/http.ts';
import { type AppParts, shortcomings as kinds } from './parts.ts';

/** More need not be known. */
const MOST_COUNTED = 1_000;

const meRoute = route('member', {
  method: 'get',
  path: '/me',
  summary: 'サインイン中の方と会社',
  responses: {
    200: json(
      z
        .object({
          productName: z.string(),
          organization: z.object({ id: z.uuid(), name: z.string() }),
          user: z.object({ id: z.uuid(), name: z.string(), email: z.string(), role: z.string() }).nullable(),
          portals: z.array(z.object({ id: z.string(), name: z.string() })),
          options: z.object({
            portalIntegration: z.boolean(),
            selfService: z.boolean().openapi({ description: 'An owner may switch options' }),
          }),
          support: z
            .object({ name: z.string(), hours: z.string(), url: z.string().nullable() })
            .openapi({ description: 'The support window' }),
          openCount: z
            .number()
            .int()
            .openapi({ description: `未対応 inquiries, counted up to ${MOST_COUNTED}` }),
          taskCount: z.int().openapi({
            description: `One’s own tasks that are due today or overdue, counted up to ${MOST_COUNTED}`,
          }),
          attentionCount: z.number().int().openapi({ description: 'Connections that need somebody' }),
          reviewCount: z
            .number()
            .int()
            .openapi({ description: '要確認: mails that wait for a person, and work that was given up' }),
          screen: z
            .object({
              language: z.enum(['ja', 'en']).nullable(),
              customerColumns: z.array(z.string()).nullable(),
            })
            .openapi({ description: 'How this person has the screen; null: as it comes' }),
          shortcomings: z.array(z.enum(kinds)),
        })
        .openapi('Me'),
      'The caller',
    ),
  },
});

type Parts = Pick<
  AppParts,
  'db' | 'downstream' | 'productName' | 'portals' | 'shortcomings' | 'support' | 'optionsSelfService'
>;

/** The route, mounted under /api/v1. */
export function meRoutes({
  db,
  downstream,
  productName,
  portals,
  shortcomings,
  support,
  optionsSelfService,
}: Parts) {
  return newRoutes<Caller>().openapi(meRoute, async (c) => {
    const principal = c.get('principal');
    const { organizationId } = principal;
    const found = await db.withOrganization(organizationId, async (tx) => ({
      name: await organizationName(tx, organizationId),
      reviewCount: (await countReview(tx, organizationId)) + (await countDeadJobs(tx, organizationId)),
      openCount: await countOpen(tx, organizationId, {}, MOST_COUNTED),
      taskCount:
        principal.type === 'user'
          ? await countDueTasks(tx, organizationId, principal.userId, new Date(), MOST_COUNTED)
          : 0,
      screen:
        principal.type === 'user'
          ? await getScreenSettings(tx, organizationId, principal.userId)
          : { language: null, customerColumns: null },
      attentionCount: await countAttention(tx, organizationId, { portals, downstream }),
      portalIntegration: await isOptionOn(tx, organizationId, 'portal-integration'),
    }));
    return c.json(
      {
        productName,
        portals: portals.map(({ id, name }) => ({ id, name })),
        options: { portalIntegration: found.portalIntegration, selfService: optionsSelfService },
        support,
        shortcomings,
        organization: { id: organizationId, name: found.name ?? '' },
        user:
          principal.type === 'user'
            ? { id: principal.userId, name: principal.name, email: principal.email, role: principal.role }
            : null,
        screen: found.screen,
        openCount: found.openCount,
        taskCount: found.taskCount,
        attentionCount: found.attentionCount,
        reviewCount: found.reviewCount,
      },
      200,
    );
  });
}
