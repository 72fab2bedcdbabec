// How somebody wants to be told, as the API gives and takes it.
import { z } from '@hono/zod-openapi';
import { paces } from './model.ts';

const time = z
  .string('時刻を入力してください。')
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '時刻を「22:00」のように入力してください。');

/** Without a name of its own in the description: what may be null is described in its place. */
export const weekTime = z.object({
  from: time,
  to: time.openapi({ description: 'Up to then; of the next day when that is not later' }),
  days: z
    .array(z.int().min(0).max(6), '曜日をお選びください。')
    .min(1, '曜日を1つ以上お選びください。')
    .overwrite((days) => [...new Set(days)].sort())
    .openapi({ description: 'Days it begins on; 0: Sunday' }),
});

export const preferences = z.object(
  {
    mail: z.boolean(),
    push: z.boolean(),
    pace: z.enum(paces),
    quiet: weekTime
      .nullable()
      .check(({ value, issues }) => {
        if (value && value.days.length === 7 && value.from === value.to)
          issues.push({
            code: 'custom',
            message: '一週間を通して知らせない時間にはできません。',
            input: value,
            path: ['days'],
          });
      })
      .openapi({ description: 'Nothing goes out in it (Japanese time); what would have goes at its end' }),
  },
  '入力内容をご確認ください。',
);

export const preferencesShape = preferences.openapi('NoticePreferences');
