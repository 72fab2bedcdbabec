// The signed-in person and the firm, for any component inside the frame.
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { words } from '../words/index.ts';
import type { Me } from './client.ts';
import { meQuery } from './queries.ts';

/** /me; only inside the frame, which has it before it stands. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** Whether the signed-in person may change the firm's settings. */
export function useIsAdmin(): boolean {
  const role = useMe().user?.role;
  return role === 'owner' || role === 'admin';
}

/** The product's display name; its usual one until somebody signed in. */
export function useProductName(): string {
  const known = useQueryClient().getQueryData(meQuery.queryKey);
  return known?.productName ?? words.common.productName;
}

/** A portal's name by its id. */
export function usePortalName(): (id: string) => string {
  const { data } = useQuery(meQuery);
  return (id) => data?.portals.find((portal) => portal.id === id)?.name ?? id;
}
