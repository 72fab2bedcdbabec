// What a customer is called in a note beside another page, as far as it is known.
import { useQueryClient } from '@tanstack/react-query';
import { customerQuery } from '../../api/queries.ts';
import { short } from '../../format/text.ts';
import { words } from '../../words/index.ts';

export function useNameOf(customerId: string): () => string {
  const client = useQueryClient();
  return () =>
    short(client.getQueryData(customerQuery(customerId).queryKey)?.name ?? words.common.nameless, 20);
}
