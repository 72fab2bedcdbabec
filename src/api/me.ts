// GET /me: who is signed in, and what the frame of every page shows.
import { z } from '@hono/zod-openapi';
import { type Caller, organizationName } from '../accounts/index.ts';
import { countReview } from '../intake/index.ts';
import type { Database } from '../platform/database.ts';
import { json, newRoutes, route } from '../platform/http.ts';

/** What does not work yet in this installation, for the screen to say. */
const kinds = ['no-public-url', 'no-inbox-domain', 'no-smtp-url'] as const;
export type Shortcoming = (typeof kinds)[number];

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
          reviewCount: z.number().int().openapi({ description: '要確認: mails that wait for a person' }),
          shortcomings: z.array(z.enum(kinds)),
        })
        .openapi('Me'),
      'The caller',
    ),
  },
});

type Parts = {
  db: Database;
  productName: string;
  portals: { id: string; name: string }[];
  shortcomings: Shortcoming[];
};

/** The route, mounted under /api/v1. */
export function meRoutes({ db, productName, portals, shortcomings }: Parts) {
  return newRoutes<Caller>().openapi(meRoute, async (c) => {
    const principal = c.get('principal');
    const { organizationId } = principal;
    const found = await db.withOrganization(organizationId, async (tx) => ({
      name: await organizationName(tx, organizationId),
      reviewCount: await countReview(tx, organizationId),
    }));
    return c.json(
      {
        productName,
        portals,
        shortcomings,
        organization: { id: organizationId, name: found.name ?? '' },
        user:
          principal.type === 'user'
            ? { id: principal.userId, name: principal.name, email: principal.email, role: principal.role }
            : null,
        reviewCount: found.reviewCount,
      },
      200,
    );
  });
}
