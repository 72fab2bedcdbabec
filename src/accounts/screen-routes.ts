// HTTP of how a person has the screen. No query here.
import { z } from '@hono/zod-openapi';
import type { Database } from '../platform/database.ts';
import { body, newRoutes, route } from '../platform/http.ts';
import type { Caller } from './model.ts';
import { requirePerson } from './require.ts';
import { languages, setScreenSettings } from './screen-settings.ts';

const shape = z
  .object({
    language: z.enum(languages, '言語をお選びください。').nullable(),
    customerColumns: z
      .array(z.string().regex(/^[a-z]{1,20}$/i, '列を選び直してください。'))
      .max(20)
      .nullable()
      .openapi({ description: 'Columns of the list of 顧客, in the screen’s own words' }),
  })
  .partial()
  .openapi('ScreenSettings');

const routes = {
  set: route('person', {
    method: 'patch',
    path: '/me/screen',
    summary: '自分の画面の設定を変更する (null: as it comes; what is not given stays)',
    request: body(shape),
    responses: { 204: { description: 'Kept' } },
  }),
};

/** Routes of a person's screen, mounted under /api/v1. */
export function screenRoutes(db: Database) {
  return newRoutes<Caller>().openapi(routes.set, async (c) => {
    const { userId, organizationId } = requirePerson(c.get('principal'));
    const { language, customerColumns } = c.req.valid('json');
    await db.withOrganization(organizationId, (tx) =>
      setScreenSettings(tx, organizationId, userId, {
        ...(language !== undefined && { language }),
        ...(customerColumns !== undefined && { customerColumns }),
      }),
    );
    return c.body(null, 204);
  });
}
