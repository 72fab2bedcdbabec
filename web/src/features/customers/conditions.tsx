// What the list of 顧客 is narrowed to and its order, in words: for paper, where its fields are not.
import { useQuery } from '@tanstack/react-query';
import { connectionsQuery, mastersQuery } from '../../api/queries.ts';
import { useMe } from '../../api/use-me.ts';
import { dayOf } from '../../format/jst.ts';
import { chosenWords } from '../../ui/chosen-words.ts';
import { words } from '../../words/index.ts';
import type { CustomersPlace } from './customers-place.ts';

const { filter: texts, search } = words.customer;
const { pair, gap } = words.common;
const { between } = words.inquiryList.filters;

/** Of what the page has already: it asks for nothing of its own. */
export function Conditions({ place }: { place: CustomersPlace }) {
  const { data: masters } = useQuery({ ...mastersQuery, enabled: false });
  const { data: connections } = useQuery({ ...connectionsQuery, enabled: false });
  const { portals } = useMe();
  const { q, assigneeId, statusId, groupId, portal, connectionId, period, from, to, duplicate, order } =
    place;
  return [
    q && pair(search.label, q),
    chosenWords(texts.assignee, 'assigneeId', assigneeId, masters?.members, {
      none: words.common.unassigned,
    }),
    chosenWords(texts.status, 'statusId', statusId, masters?.statuses, { none: texts.noStatus }),
    chosenWords(texts.group, 'groupId', groupId, masters?.groups),
    chosenWords(texts.portal, 'portal', portal, portals),
    chosenWords(texts.connection, 'connectionId', connectionId, connections?.items),
    period && pair(texts.period, texts.periods[period]),
    (from || to) && pair(texts.period, between(dayOf(from), dayOf(to))),
    duplicate && texts.duplicate,
    texts.orders[order ?? 'newest'],
  ]
    .filter(Boolean)
    .join(gap);
}
