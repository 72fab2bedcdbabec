// The dashboard as HTTP asks for it and gives it.
import { z } from '@hono/zod-openapi';
import { silenceShape } from '../../connections/index.ts';
import { seen } from '../../platform/http.ts';
import { day } from '../inquiry-filter.ts';
import { dashboardPeriods } from './model.ts';
import { lengthOf } from './rules/days.ts';

const MOST_YEARS = 10;
const MOST_DAYS = 3_653;
const MOST_YEN = 1_000_000_000;

/** Which days. @see DashboardAsked */
export const dashboardQuery = z
  .object({
    period: z.enum(dashboardPeriods, '期間を選び直してください。').optional().openapi({
      description: 'In place of from and to; without any of them the last 30 days. Weeks begin on Monday',
    }),
    from: day.optional().openapi({ description: 'Received on this Japanese day or later' }),
    to: day.optional().openapi({ description: 'Received on this Japanese day or earlier' }),
  })
  .superRefine(({ period, from, to }, c) => {
    // What is no day is told first.
    if (period || (!from && !to) || c.issues.length > 0) return;
    const wrong = (field: 'from' | 'to', message: string) =>
      c.addIssue({ code: 'custom', path: [field], message });
    if (!from) wrong('from', '開始日を指定してください。');
    else if (!to) wrong('to', '終了日を指定してください。');
    else if (to < from) wrong('to', '終了日は、開始日と同じかそれより後の日を指定してください。');
    else if (lengthOf({ from, to }) > MOST_DAYS) wrong('to', `期間は${MOST_YEARS}年以内で指定してください。`);
  });

const days = { from: z.string(), to: z.string() };
const n = z.int();
const figures = {
  count: n.openapi({ description: 'Inquiries received, as the list counts them' }),
  repeats: n.openapi({ description: 'Of them 再反響' }),
  open: n.openapi({ description: 'Of them 未対応 now' }),
  medianSeconds: z.number().nullable().openapi({ description: '初動 of those responded to' }),
  within5: n.openapi({ description: 'Responded to within 5 minutes' }),
  within30: n,
};
const statusId = z
  .string()
  .openapi({ description: 'Of the customer; none: without one; notice: nobody is registered yet' });

const contracts = n.openapi({
  description: '成約: customers who asked in the period and have a status that counts as one now, each once',
});
const cost = {
  yen: n.openapi({ description: 'Of the days that have come; a month partly in them by its days' }),
  missingMonths: z.array(z.string()),
};

export const dashboardShape = z
  .object({
    days: z.object(days),
    daysBefore: z.object(days).openapi({
      description: 'What it is compared with',
    }),
    isSoFar: z.boolean().openapi({
      description: 'The days end with today, and those before at the same time of day',
    }),
    unit: z.enum(['day', 'month']),
    total: z.object(figures),
    before: z.object(figures),
    byTime: z.array(
      z.object({ ...days, count: n, portals: z.array(z.object({ portal: z.string(), count: n })) }),
    ),
    portals: z.array(
      z.object({
        portal: z.string(),
        ...figures,
        statuses: z.array(z.object({ statusId, customers: n, inquiries: n })),
        contracts,
        cost: z.object(cost).nullable(),
      }),
    ),
    cost: z
      .object({
        ...cost,
        count: n,
        contracts,
        isPartial: z.boolean().openapi({
          description: 'Portals that brought inquiries at a cost nobody entered: they are not in it',
        }),
      })
      .nullable()
      .openapi({ description: 'The portals with a cost together; null: nothing is entered' }),
    assignees: z.array(
      z.object({ assignee: z.object({ id: z.uuid(), name: z.string() }).nullable(), ...figures }),
    ),
    branches: z
      .array(z.object({ branch: z.object({ id: z.uuid(), name: z.string() }).nullable(), ...figures }))
      .openapi({ description: 'By the 店舗 of the assignee; empty while the firm has none' }),
    connections: z.array(
      z.object({
        connection: z
          .object({
            id: z.uuid(),
            name: z.string(),
            portal: z.string(),
            state: z.enum(['draft', 'active', 'paused', 'deleted']),
            lastMailAt: z.string().nullable(),
            silence: silenceShape.nullable(),
          })
          .nullable(),
        ...figures,
      }),
    ),
    statuses: z.array(
      z.object({ id: z.uuid(), name: z.string(), color: z.string(), isContract: z.boolean() }),
    ),
  })
  .openapi('Dashboard');

const month = z.string().regex(/^2[01]\d\d-(0[1-9]|1[0-2])$/, '月は 2026-11 の形で指定してください。');
export const monthParam = z.object({ month });

export const costsShape = z.object({
  items: z.array(z.object({ portal: z.string(), yen: n })),
});

/** @see enterCosts */
export const newCosts = z.object({
  items: z
    .array(
      z.object({
        portal: z.string().max(60),
        yen: z
          .int('0以上の整数（円）を入力してください。')
          .min(0, '0以上の整数（円）を入力してください。')
          .max(MOST_YEN, `${MOST_YEN.toLocaleString('ja-JP')}円以内で入力してください。`)
          .nullable()
          .openapi({ description: 'null: not known' }),
        was: seen(n.nullable()),
      }),
    )
    .max(100),
});
