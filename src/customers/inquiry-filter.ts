// What a list of inquiries can be narrowed to, as HTTP asks for it.
import { z } from '@hono/zod-openapi';
import { storable } from '../lib/storable.ts';
import { periods } from './model.ts';

const chooseAgain = '一覧から選び直してください。';
const idOrNone = z.union([z.uuid(), z.literal('none')], chooseAgain);
/** A Japanese day: `2026-11-20`. */
export const day = z.iso
  .date('日付は 2026-11-20 の形で指定してください。')
  // Outside of these no date is one for the database too.
  .refine((text) => text >= '2000-01-01' && text < '2200-01-01', '日付をご確認ください。');

const filter = {
  response: z.enum(['open', 'done']).optional().openapi({ description: 'open: 未対応' }),
  // PostgreSQL takes no NUL in a parameter.
  portal: z
    .string()
    .overwrite((asked) => storable(asked))
    .max(60)
    .optional(),
  connectionId: idOrNone.optional().openapi({ description: 'none: through no connection, by hand' }),
  assigneeId: idOrNone.optional(),
  branchId: idOrNone.optional().openapi({ description: '店舗 of the assignee; none: of none' }),
  statusId: z
    .union([z.uuid(), z.enum(['none', 'notice'])], chooseAgain)
    .optional()
    .openapi({
      description: 'Of the customer; none: without one; notice: nobody is registered yet (通知のみ)',
    }),
  period: z
    .enum(periods)
    .optional()
    .openapi({ description: 'Received in the last days, today included; in place of from and to' }),
  from: day.optional().openapi({ description: 'Received on this Japanese day or later' }),
  to: day.optional().openapi({ description: 'Received on this Japanese day or earlier' }),
};

/** In a URL: `repeat` and `duplicate` are texts. */
export const filterQuery = {
  ...filter,
  repeat: z.stringbool().optional().openapi({ type: 'boolean', description: '再反響' }),
  duplicate: z.stringbool().optional().openapi({ type: 'boolean', description: '重複候補' }),
};

/** In a body; nothing else may stand in it. */
export const filterShape = z
  .strictObject({ ...filter, repeat: z.boolean().optional(), duplicate: z.boolean().optional() })
  .openapi('InquiryFilter');
