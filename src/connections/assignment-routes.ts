// HTTP of 振り分けルール: the list, saving it as a whole, and trying a changed one out before that. No query here.
import { type Caller, requireAdmin } from '../accounts/index.ts';
import { AppError } from '../platform/errors.ts';
import { body, conflict, idParam, json, newRoutes, notFound, route } from '../platform/http.ts';
import { presentRules } from './assignment/present-rules.ts';
import { saveRules } from './assignment/save-rules.ts';
import { assignmentRulesShape, rulesEditShape, trialAskedShape, trialShape } from './assignment/shapes.ts';
import { tryGivenRules } from './assignment/try-given-rules.ts';
import type { ConnectionParts } from './show.ts';

const path = '/connections/{id}/assignment-rules';

const routes = {
  list: route('member', {
    method: 'get',
    path,
    summary: '振り分けルール (in their order: the first that holds is the one)',
    request: { params: idParam },
    responses: { 200: json(assignmentRulesShape, 'The rules'), ...notFound },
  }),
  save: route('admin', {
    method: 'put',
    path,
    summary: '振り分けルールを保存する',
    description:
      'All of them at once; what was changed meanwhile is refused with `changed-meanwhile` and `data.current`.',
    request: { params: idParam, ...body(rulesEditShape) },
    responses: { 200: json(assignmentRulesShape, 'The rules'), ...notFound, ...conflict },
  }),
  tryOut: route('admin', {
    method: 'post',
    path: `${path}/trial`,
    summary: '変更後のルールを過去90日の反響で試す (changes nothing)',
    request: { params: idParam, ...body(trialAskedShape) },
    responses: { 200: json(trialShape, 'What they would have made of them'), ...notFound },
  }),
};

/** Routes of 振り分けルール, mounted under /api/v1. */
export function assignmentRoutes({ db, downstream, onChanged }: ConnectionParts) {
  return newRoutes<Caller>()
    .openapi(routes.list, async (c) => {
      const caller = c.get('principal');
      const { id } = c.req.valid('param');
      const shown = await db.withOrganization(caller.organizationId, (tx) =>
        presentRules(tx, caller, id, downstream),
      );
      return c.json(shown, 200);
    })
    .openapi(routes.save, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const { id } = c.req.valid('param');
      const edit = c.req.valid('json');
      const { outcome, shown } = await db.withOrganization(organizationId, async (tx) => {
        const outcome = await saveRules(tx, organizationId, id, edit, caller, downstream);
        return { outcome, shown: await presentRules(tx, caller, id, downstream) };
      });
      if (outcome === 'overtaken') throw new AppError('changed-meanwhile', { data: { current: shown } });
      onChanged(organizationId);
      return c.json(shown, 200);
    })
    .openapi(routes.tryOut, async (c) => {
      const caller = requireAdmin(c.get('principal'));
      const { organizationId } = caller;
      const { id } = c.req.valid('param');
      const { rules } = c.req.valid('json');
      const trial = await db.withOrganization(organizationId, (tx) =>
        tryGivenRules(tx, organizationId, id, rules, downstream),
      );
      return c.json(trial, 200);
    });
}
