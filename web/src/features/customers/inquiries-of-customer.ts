// The customer's inquiries, newest first, as far as they are loaded; shared by the tabs.
import { useInfiniteQuery } from '@tanstack/react-query';
import { inquiriesOfCustomerQuery } from '../../api/queries.ts';

export function useInquiriesOf(customerId: string) {
  const query = useInfiniteQuery(inquiriesOfCustomerQuery(customerId));
  return { ...query, inquiries: query.data?.pages.flatMap(({ items }) => items) };
}
