// How a login looks from outside: everything but the login itself.
import { z } from '@hono/zod-openapi';
import { loginOutcomes } from '../../portal-kit/login.ts';

export const connectionLoginShape = z
  .object({
    state: z.enum(['none', 'unverified', 'checking', 'verified', 'failed']).openapi({
      description:
        'none: nothing saved · 未検証 unverified · 認証中 · 認証済み · 連携エラー with its outcome',
    }),
    outcome: z
      .enum([...loginOutcomes, 'interrupted'])
      .nullable()
      .openapi({
        description:
          'What came of the last check; interrupted: the password had left, and whether it was refused nobody knows (a crash, a silence, an error), so no machine sends it again',
      }),
    progress: z.enum(['waiting', 'opening', 'submitting', 'reading']).nullable().openapi({
      description: 'How far the check is, while state is checking',
    }),
    checkedAt: z.iso.datetime().nullable(),
    verifiedAt: z.iso.datetime().nullable(),
    nextCheckAt: z.iso.datetime().nullable().openapi({
      description: 'The next check by machine: the daily one, or a retry after unavailable. null: none',
    }),
    retries: z
      .number()
      .int()
      .openapi({ description: 'Retries made or planned since unavailable, at most 3' }),
    version: z.number().int().openapi({ description: 'Counts what was typed; 0: nothing yet' }),
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    isSetUp: z.boolean().openapi({
      description: 'Whether the address of the portal’s login page is known; until then nothing is sent',
    }),
    isMended: z.boolean().openapi({
      description:
        'The operator has set the portal’s login anew since it failed as site-changed or blocked: a person may check it again',
    }),
    failures: z
      .object({ mine: z.number().int(), others: z.number().int() })
      .openapi({ description: 'Refusals of this portal account in 24 h: here, and in other organizations' }),
  })
  .openapi('ConnectionLogin');

/** As the API shows it; times are ISO 8601. */
export type ConnectionLogin = z.infer<typeof connectionLoginShape>;
