// HTTP of 再処理: mails whose reading was given up are read again at once. No query here.
import { z } from '@hono/zod-openapi';
import { type Caller, requirePerson } from '../accounts/index.ts';
import { getMail, reprocessMails } from '../intake/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';

const AT_ONCE_MAX = 100;

const routes = {
  one: route('person', {
    method: 'post',
    path: '/mails/{id}/reprocess',
    summary: '再処理',
    request: { params: idParam },
    responses: {
      204: { description: 'It is read again at once, with all its tries' },
      ...notFound,
      409: { description: 'It was not given up, or somebody had it read again or settled it before' },
    },
  }),
  several: route('person', {
    method: 'post',
    path: '/mails/reprocess',
    summary: 'まとめて再処理',
    request: body(
      z
        .object({ ids: z.array(z.uuid()).min(1).max(AT_ONCE_MAX) })
        .openapi('MailsToReprocess', { description: `Up to ${AT_ONCE_MAX}` }),
    ),
    responses: {
      200: json(
        z.object({ reprocessed: z.int() }),
        'How many of them are read again; those somebody took care of before, and unknown ones, are left alone',
      ),
    },
  }),
};

/** Routes of 再処理, mounted under /api/v1. `onChanged` is called after the commit. */
export function reprocessRoutes(db: Database, onChanged: (organizationId: string) => void) {
  return newRoutes<Caller>()
    .openapi(routes.several, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      const { ids } = c.req.valid('json');
      const again = await db.withOrganization(organizationId, (tx) =>
        reprocessMails(tx, organizationId, ids),
      );
      if (again.length > 0) onChanged(organizationId);
      return c.json({ reprocessed: again.length }, 200);
    })
    .openapi(routes.one, async (c) => {
      const { organizationId } = requirePerson(c.get('principal'));
      const { id } = c.req.valid('param');
      await db.withOrganization(organizationId, async (tx) => {
        if (!(await getMail(tx, organizationId, id))) throw new AppError('not-found');
        const again = await reprocessMails(tx, organizationId, [id]);
        if (again.length === 0) throw new AppError('already-settled');
      });
      onChanged(organizationId);
      return c.body(null, 204);
    });
}
