// 顧客: everybody who ever asked, newest first.
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { customersQuery } from '../api/queries.ts';
import { CustomerRow, customerColumns } from '../features/customers/customer-row.tsx';
import { Icon } from '../ui/icons.tsx';
import { ButtonLink } from '../ui/links.tsx';
import { Listing } from '../ui/listing.tsx';
import { Page } from '../ui/page.tsx';
import { Empty } from '../ui/states.tsx';
import { words } from '../words/index.ts';

const route = getRouteApi('/frame/customers');
const { title, list, empty, end, add } = words.customer;

export function Customers() {
  const place = route.useSearch();
  return (
    <Page
      title={title}
      actions={
        <ButtonLink to="/customers/new" leftSection={<Icon name="plus" size={16} />}>
          {add}
        </ButtonLink>
      }
    >
      <Listing
        label={list}
        columns={customerColumns}
        query={useQuery(customersQuery(place.cursor))}
        place={place}
        end={end}
        empty={
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
        }
        row={(customer) => <CustomerRow key={customer.id} customer={customer} />}
      />
    </Page>
  );
}
