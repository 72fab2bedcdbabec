// 顧客: everybody who ever asked, newest first.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { customersQuery } from '../api/queries.ts';
import { CustomerRow, customerColumns } from '../features/customers/customer-row.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Rows, RowsLoading } from '../ui/rows.tsx';
import { Empty, Failed } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/customers');
const { title, list, empty } = words.customer;

export function Customers() {
  const place = route.useSearch();
  const { data, error, isPlaceholderData, refetch } = useQuery(customersQuery(place.cursor));
  return (
    <Page title={title}>
      {!data && !error && <RowsLoading label={list} columns={customerColumns} />}
      {!data && error && <Failed error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 &&
        (place.cursor ? (
          <Empty title={empty.endTitle}>{empty.endBody}</Empty>
        ) : (
          <Empty
            title={empty.title}
            action={
              <ButtonLink to="/review" variant="default">
                {empty.action}
              </ButtonLink>
            }
          >
            {empty.body}
          </Empty>
        ))}
      {data && data.items.length > 0 && (
        <Rows label={list} columns={customerColumns} stale={isPlaceholderData}>
          {data.items.map((customer) => (
            <CustomerRow key={customer.id} customer={customer} />
          ))}
        </Rows>
      )}
      {data && <Pager place={place} nextCursor={data.nextCursor} />}
    </Page>
  );
}
