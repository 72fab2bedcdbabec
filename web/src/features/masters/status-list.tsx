// The statuses in their order.
import { answerOf, api, type Status } from '../../api/client.ts';
import { words } from '../../words/index.ts';
import { OrderedList } from './ordered-list.tsx';
import { StatusRow } from './status-row.tsx';

export function StatusList({ statuses }: { statuses: Status[] }) {
  return (
    <OrderedList
      label={words.masters.status.list}
      items={statuses}
      save={(ids, were) => answerOf(api.PUT('/api/v1/statuses/order', { body: { ids, were } }))}
      row={(status, how) => (
        <StatusRow
          key={status.id}
          status={status}
          others={statuses.filter(({ id }) => id !== status.id)}
          {...how}
        />
      )}
    />
  );
}
