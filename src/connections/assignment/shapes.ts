// 振り分けルール as the API gives and takes them.
import { z } from '@hono/zod-openapi';
import { foldText } from '../../lib/japanese-text.ts';
import { typedRequired } from '../../platform/http.ts';
import { assigneeWays, RULES_MOST } from './model.ts';
import { prefectures } from './rules/prefectures.ts';
import type { RulesTrial } from './trial.ts';

const reference = z.object({ id: z.uuid(), name: z.string() });
const MANY = 50;
const PEOPLE_MOST = 100;
const tooMany = (most: number) => `${most}件以内にしてください。`;
const way = z
  .enum(assigneeWays, '担当者の決め方をお選びください。')
  .openapi({ description: 'One person · those of a team in turn · the one of it with the fewest 未対応' });

const some = <Item extends z.ZodType>(item: Item) => z.array(item).max(MANY, tooMany(MANY));
const yen = z
  .int('円の単位の整数で入力してください。')
  .min(0, '0円以上で入力してください。')
  .max(1_000_000_000_000, '金額が大きすぎます。')
  .nullable();
const hour = (least: number, most: number) =>
  z.int('時刻をお選びください。').min(least, '時刻をお選びください。').max(most, '時刻をお選びください。');

const conditionsShape = z
  .object({
    kinds: some(z.enum(['appraisal', 'property', 'visit', 'other'])),
    propertyTypes: some(
      z.enum([
        'condo-unit',
        'house',
        'land',
        'mansion-building',
        'apartment-building',
        'office-building',
        'shop-office',
        'other',
      ]),
    ),
    areas: some(
      z.object({
        prefecture: z.enum(prefectures, '都道府県をお選びください。'),
        city: typedRequired(40, '市区町村を入力してください。')
          .nullable()
          .openapi({ description: '市区町村; null: the whole prefecture' }),
      }),
    ).openapi({ description: 'Where the property is, or where it has no address, the person lives' }),
    prices: some(
      z
        .object({ from: yen, below: yen })
        .refine(({ from, below }) => from !== null || below !== null, '金額を入力してください。')
        .refine(
          ({ from, below }) => from === null || below === null || from < below,
          '「以上」の金額は、「未満」の金額より小さくしてください。',
        ),
    ).openapi({ description: 'Price in yen: `from` or more, under `below`' }),
    addressees: some(typedRequired(60, '宛名に含まれる文字を入力してください。')).openapi({
      description: 'Found in the line the mail is addressed to (世田谷店)',
    }),
    times: some(
      z.object({
        weekdays: z
          .array(z.int().min(1).max(7))
          .min(1, '曜日をお選びください。')
          .max(7)
          .openapi({ description: '1 Monday to 7 Sunday' }),
        from: hour(0, 23),
        until: hour(1, 24),
      }),
    ).openapi({
      description:
        'When it was received, Japanese time; `until` not included, and where it is not after `from` the next morning’s',
    }),
  })
  .openapi('AssignmentConditions');

const nameShape = typedRequired(60, 'ルールの名前を入力してください。');

/** A rule as it is given. */
const givenRuleShape = z.object({
  id: z.uuid().optional().openapi({ description: 'A rule that is there; left out: a new one' }),
  name: nameShape,
  isPaused: z.boolean(),
  conditions: conditionsShape,
  assignee: z
    .object({ way, userIds: z.array(z.uuid()).max(PEOPLE_MOST, tooMany(PEOPLE_MOST)) })
    .refine(
      ({ way, userIds }) =>
        new Set(userIds).size === userIds.length && (way !== 'person' || userIds.length <= 1),
      '担当者を一覧からお選びください。',
    )
    .nullable()
    .openapi({ description: 'Null: as the connection says' }),
  statusId: z.uuid().nullable(),
  groupId: z.uuid().nullable(),
});

const rulesShape = z
  .array(givenRuleShape, '入力内容をご確認ください。')
  .max(RULES_MOST, `ルールは${RULES_MOST}件まで登録できます。使っていないものを削除してください。`)
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    for (const [i, { name }] of rules.entries()) {
      const key = foldText(name);
      if (seen.has(key))
        context.addIssue({
          code: 'custom',
          path: [i, 'name'],
          message: 'この名前は、この連携の別のルールで使われています。',
        });
      seen.add(key);
    }
  });

export const rulesEditShape = z
  .object(
    {
      version: z.int('画面を読み込み直してください。').openapi({ description: 'The version the page shows' }),
      rules: rulesShape.openapi({
        description: 'All of them in their order: the first that holds is the one',
      }),
    },
    '入力内容をご確認ください。',
  )
  .openapi('AssignmentRulesEdit');

export const trialAskedShape = z
  .object({ rules: rulesShape }, '入力内容をご確認ください。')
  .openapi('AssignmentTrialAsked');

const ruleShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    isPaused: z.boolean(),
    conditions: conditionsShape,
    assignee: z
      .object({ way, people: z.array(reference) })
      .nullable()
      .openapi({ description: 'Nobody in it: all have left, so the connection’s own counts' }),
    status: reference.extend({ color: z.string() }).nullable(),
    group: reference.nullable(),
  })
  .openapi('AssignmentRule');

export const assignmentRulesShape = z
  .object({
    version: z.int(),
    rules: z.array(ruleShape),
    recentCount: z
      .int()
      .openapi({ description: 'Inquiries of the last 90 days that changed rules can be tried on' }),
    isEditable: z.boolean(),
  })
  .openapi('AssignmentRules');

export type AssignmentRulesShape = z.infer<typeof assignmentRulesShape>;

const counted = { before: z.int(), after: z.int() };
const choiceShape = z.object({
  rule: z.string().nullable().openapi({ description: 'Null: as the connection says' }),
  assignee: z.string().nullable().openapi({ description: 'Null: nobody' }),
});

export const trialShape: z.ZodType<RulesTrial> = z
  .object({
    total: z.int().openapi({ description: 'Inquiries tried' }),
    isCut: z.boolean().openapi({ description: 'There are more: the newest were tried' }),
    repeats: z.int().openapi({ description: 'Of known customers, whose assignee stays' }),
    rules: z
      .array(z.object({ name: z.string().nullable(), ...counted }))
      .openapi({ description: 'Inquiries by the rule that chooses; the last, without a name: none does' }),
    assignees: z
      .array(z.object({ id: z.uuid().nullable(), name: z.string().nullable(), ...counted }))
      .openapi({ description: 'New customers by whom they are given to' }),
    changed: z.int().openapi({ description: 'Inquiries that another rule or person would have' }),
    samples: z
      .array(
        z.object({
          id: z.uuid(),
          customerName: z.string().nullable(),
          receivedAt: z.iso.datetime(),
          before: choiceShape,
          after: choiceShape,
        }),
      )
      .openapi({ description: 'The newest of those' }),
  })
  .openapi('AssignmentTrial');
