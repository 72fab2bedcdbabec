// A request's page that a person pasted beside its mail, read by the reader of the mail's portal.
import { z } from '@hono/zod-openapi';
import { getConnection } from '../connections/index.ts';
import { getMail } from '../intake/index.ts';
import { storable } from '../lib/storable.ts';
import type { Tx } from '../platform/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Portal } from '../portal-kit/define-portal.ts';
import type { ReadResult } from '../portal-kit/model.ts';
import { readPage } from '../reading/index.ts';
import { getInquiry, inquiryOfMail } from './inquiry-queries.ts';
import { isOtherRequest } from './rules/complete.ts';

const page = (most: number) =>
  z
    .string('文字で入力してください。')
    .overwrite((typed) => storable(typed))
    .max(most, '貼り付けた内容が長すぎます。反響1件分の画面だけを貼り付けてください。');

/** What the clipboard held: its text, and its HTML where it had one. */
export const pastedShape = z
  .object({ text: page(100_000), html: page(400_000).optional() }, '貼り付けた内容をご確認ください。')
  .openapi('PastedPage');

export type Pasted = z.infer<typeof pastedShape>;

/** What the reader makes of it; `other-request-number` warns that it is the page of another request. @throws AppError not-found */
export async function readPasted(
  tx: Tx,
  organizationId: string,
  mailId: string,
  { text, html }: Pasted,
  portals: readonly Portal[],
): Promise<ReadResult> {
  const mail = await getMail(tx, organizationId, mailId);
  const connection = mail && (await getConnection(tx, organizationId, mail.connectionId));
  if (!mail || !connection) throw new AppError('not-found');
  const wanted = mail.portal ?? connection.portal;
  const portal =
    portals.find(({ id }) => id === wanted) ?? portals.find(({ id }) => id === connection.portal);
  if (!portal) return { outcome: 'unreadable', portal: null, warnings: ['no-portal'] };
  const result = readPage({ text, html: html ?? null }, portal);
  const stub = await inquiryOfMail(tx, organizationId, mailId);
  const [announced] = stub ? await getInquiry(tx, organizationId, stub.id) : [];
  return announced && 'inquiry' in result && isOtherRequest(announced.content, result.inquiry)
    ? { ...result, warnings: [...result.warnings, 'other-request-number'] }
    : result;
}
