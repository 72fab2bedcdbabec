// What the 反響 list is narrowed to, in words: for paper, where its fields are not.
import { useQuery } from '@tanstack/react-query';
import type { InquiryFilter } from '../../api/client.ts';
import { connectionsQuery, mastersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { dayOf } from '../../format/jst.ts';
import { chosenWords } from '../../ui/chosen-words.ts';
import { words } from '../../words/index.ts';

const { filters: texts, tabs } = words.inquiryList;
const { pair, gap } = words.common;

/** Of what the page has already: it asks for nothing of its own. */
export function Conditions({ filter }: { filter: InquiryFilter }) {
  const { data: masters } = useQuery({ ...mastersQuery, enabled: false });
  const { data: connections } = useQuery({ ...connectionsQuery, enabled: false });
  const { portals } = useMe();
  const { response, portal, connectionId, assigneeId, branchId, statusId, period } = filter;
  return [
    tabs[response ?? 'all'],
    chosenWords(texts.portal, 'portal', portal, portals),
    chosenWords(texts.connection, 'connectionId', connectionId, connections?.items, {
      none: texts.noConnection,
    }),
    chosenWords(texts.assignee, 'assigneeId', assigneeId, masters?.members, {
      none: words.common.unassigned,
    }),
    chosenWords(texts.branch, 'branchId', branchId, masters?.branches, { none: texts.noBranch }),
    chosenWords(texts.status, 'statusId', statusId, masters?.statuses, {
      none: texts.noStatus,
      notice: texts.notice,
    }),
    period && pair(texts.period, texts.periods[period]),
    (filter.from || filter.to) && pair(texts.period, texts.between(dayOf(filter.from), dayOf(filter.to))),
    filter.repeat && texts.repeat,
    filter.duplicate && texts.duplicate,
  ]
    .filter(Boolean)
    .join(gap);
}
