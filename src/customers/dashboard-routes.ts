// HTTP of the dashboard and of what portals cost. No query here.
import { z } from '@hono/zod-openapi';
import { addAudit, type Caller, requireAdmin, requirePerson } from '../accounts/index.ts';
import { presentSilence } from '../connections/index.ts';
import type { Database } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, json, newRoutes, route } from '../platform/http.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import { csvBytes, csvEncodings, csvHeaders } from './csv-file.ts';
import { enterCosts, listCosts } from './dashboard/costs.ts';
import { dashboardRows } from './dashboard/dashboard-csv.ts';
import type { Dashboard } from './dashboard/model.ts';
import { readDashboard } from './dashboard/read-dashboard.ts';
import { costsShape, dashboardQuery, dashboardShape, monthParam, newCosts } from './dashboard/shapes.ts';

const routes = {
  dashboard: route('member', {
    method: 'get',
    path: '/dashboard',
    summary: 'ダッシュボード: 反響の集計',
    request: { query: dashboardQuery },
    responses: { 200: json(dashboardShape, 'Everything of the page') },
  }),
  csv: route('person', {
    method: 'get',
    path: '/dashboard.csv',
    summary: 'ダッシュボードをCSVで書き出す (audited)',
    request: {
      query: dashboardQuery.safeExtend({
        encoding: z.enum(csvEncodings).default('utf-8').openapi({ description: 'utf-8: with a BOM' }),
      }),
    },
    responses: {
      200: {
        description: 'The tables of the page, one under the other',
        content: { 'text/csv': { schema: z.string() } },
      },
    },
  }),
  costs: route('member', {
    method: 'get',
    path: '/portal-costs/{month}',
    summary: '媒体の費用 (of a month: 2026-11)',
    request: { params: monthParam },
    responses: { 200: json(costsShape, 'What is entered') },
  }),
  enterCosts: route('admin', {
    method: 'put',
    path: '/portal-costs/{month}',
    summary: '媒体の費用を入力する (portals left out stay; audited)',
    request: { params: monthParam, ...body(newCosts.openapi('NewPortalCosts')) },
    responses: { 200: json(costsShape, 'What is entered now'), ...conflict },
  }),
};

interface Parts {
  db: Database;
  portals: readonly Portal[];
  onChanged: (organizationId: string) => void;
}

/** Routes of the dashboard, mounted under /api/v1. */
export function dashboardRoutes({ db, portals, onChanged }: Parts) {
  const nameOf = (id: string) => portals.find((portal) => portal.id === id)?.name ?? id;
  return newRoutes<Caller>()
    .openapi(routes.dashboard, async (c) => {
      const { organizationId } = c.get('principal');
      const asked = c.req.valid('query');
      const dashboard = await db.withOrganization(organizationId, (tx) =>
        readDashboard(tx, organizationId, asked, new Date()),
      );
      return c.json(shown(dashboard), 200);
    })
    .openapi(routes.csv, async (c) => {
      const { userId, name, organizationId } = requirePerson(c.get('principal'));
      const { encoding, ...asked } = c.req.valid('query');
      const dashboard = await db.withOrganization(organizationId, async (tx) => {
        const read = await readDashboard(tx, organizationId, asked, new Date());
        const details = { encoding, ...read.days };
        await addAudit(tx, organizationId, { userId, name }, 'dashboard.exported', null, details);
        return read;
      });
      return c.body(
        csvBytes(dashboardRows(dashboard, nameOf), encoding, true) as Uint8Array<ArrayBuffer>,
        200,
        csvHeaders('dashboard', encoding),
      );
    })
    .openapi(routes.costs, async (c) => {
      const { organizationId } = c.get('principal');
      const { month } = c.req.valid('param');
      const items = await db.withOrganization(organizationId, (tx) =>
        listCosts(tx, organizationId, { from: month, to: month }),
      );
      return c.json({ items: items.map(({ portal, yen }) => ({ portal, yen })) }, 200);
    })
    .openapi(routes.enterCosts, async (c) => {
      const { userId, name, organizationId } = requireAdmin(c.get('principal'));
      const { month } = c.req.valid('param');
      const { items: given } = c.req.valid('json');
      const items = await db.withOrganization(organizationId, async (tx) => {
        const known = new Set(portals.map(({ id }) => id));
        if (!given.every(({ portal }) => known.has(portal)))
          throw new AppError('input-invalid', { fields: { items: 'この媒体はありません。' } });
        await enterCosts(tx, organizationId, { userId, name }, month, given);
        return listCosts(tx, organizationId, { from: month, to: month });
      });
      onChanged(organizationId);
      return c.json({ items: items.map(({ portal, yen }) => ({ portal, yen })) }, 200);
    });
}

const shown = (dashboard: Dashboard) => ({
  ...dashboard,
  connections: dashboard.connections.map(({ connection, ...figures }) => ({
    ...figures,
    connection: connection && {
      ...connection,
      lastMailAt: connection.lastMailAt?.toISOString() ?? null,
      silence: connection.silence && presentSilence(connection.silence),
    },
  })),
});
