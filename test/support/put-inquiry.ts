// An inquiry put into its table as it would stand there: for tests that look at many, whatever brought them.
import type pg from 'pg';
import { newId } from '../../src/lib/ids.ts';

/** Of these facts, and nothing else; `client` is the owner's. */
export async function putInquiry(
  client: pg.Client,
  organizationId: string,
  inquiry: {
    customerId: string | null;
    connectionId: string | null;
    portal: string;
    receivedAt: Date;
    isRepeat: boolean;
    /** Until somebody responded; null: 未対応. */
    responseMinutes: number | null;
  },
): Promise<void> {
  const { customerId, connectionId, portal, receivedAt, isRepeat, responseMinutes } = inquiry;
  await client.query(
    `INSERT INTO inquiries (id, organization_id, customer_id, connection_id, portal, kind, received_at, is_repeat, responded_at, content)
     VALUES ($1, $2, $3, $4, $5, 'appraisal', $6, $7, $6::timestamptz + $8 * interval '1 minute',
       '{"contact": {}, "property": {}, "request": {}, "extras": []}')`,
    [newId(), organizationId, customerId, connectionId, portal, receivedAt, isRepeat, responseMinutes],
  );
}
