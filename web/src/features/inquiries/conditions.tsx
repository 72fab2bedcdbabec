// What the 反響 list is narrowed to, in words: for paper, where its fields are not.
import { useQuery } from '@tanstack/react-query';
import type { InquiryFilter } from '../../api/client.ts';
import { connectionsQuery, mastersQuery } from '../../api/queries.ts';
import { usePortalName } from '../../api/use-me.ts';
import { dayOf } from '../../format/jst.ts';
import { words } from '../../words/index.ts';

const { filters: texts, tabs } = words.inquiryList;
const { pair, gap, none } = words.common;

/** Of what the page has already: it asks for nothing of its own. */
export function Conditions({ filter }: { filter: InquiryFilter }) {
  const { data: masters } = useQuery({ ...mastersQuery, enabled: false });
  const { data: connections } = useQuery({ ...connectionsQuery, enabled: false });
  const portalName = usePortalName();
  const { response, portal, connectionId, assigneeId, branchId, statusId, period } = filter;
  const chosen = (label: string, id: string | undefined, items: Named[] = [], others: Others = {}) =>
    id !== undefined && pair(label, others[id] ?? items.find((item) => item.id === id)?.name ?? none);
  return [
    tabs[response ?? 'all'],
    portal && pair(texts.portal, portalName(portal)),
    chosen(texts.connection, connectionId, connections?.items, { none: texts.noConnection }),
    chosen(texts.assignee, assigneeId, masters?.members, { none: words.common.unassigned }),
    chosen(texts.branch, branchId, masters?.branches, { none: texts.noBranch }),
    chosen(texts.status, statusId, masters?.statuses, { none: texts.noStatus, notice: texts.notice }),
    period && pair(texts.period, texts.periods[period]),
    (filter.from || filter.to) && pair(texts.period, texts.between(dayOf(filter.from), dayOf(filter.to))),
    filter.repeat && texts.repeat,
    filter.duplicate && texts.duplicate,
  ]
    .filter(Boolean)
    .join(gap);
}

type Named = { id: string; name: string };
type Others = Record<string, string>;
