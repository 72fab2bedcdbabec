// Inquiries as notices of several list them: as they are now, each with where it came in.
import { getConnections } from '../connections/index.ts';
import { inquiriesToTell } from '../customers/index.ts';
import type { Tx } from '../platform/database.ts';
import { placeName } from './mails/place.ts';
import type { InquiryInPlace } from './model.ts';

/** Those of these that are the organization's, by id. */
export async function inquiriesInPlace(
  tx: Tx,
  { portalName }: { portalName: (portal: string) => string },
  organizationId: string,
  inquiryIds: string[],
): Promise<Map<string, InquiryInPlace>> {
  if (inquiryIds.length === 0) return new Map();
  const told = await inquiriesToTell(tx, organizationId, [...new Set(inquiryIds)]);
  const ids = [...new Set([...told.values()].flatMap(({ connectionId }) => connectionId ?? []))];
  const connections = ids.length > 0 ? await getConnections(tx, organizationId, ids) : [];
  return new Map(
    [...told].map(([id, { assigneeId: _, ...one }]) => {
      const connection = connections.find((found) => found.id === one.connectionId);
      const portal = portalName(one.portal);
      return [id, { ...one, place: connection ? placeName(portal, connection.name) : portal }];
    }),
  );
}
