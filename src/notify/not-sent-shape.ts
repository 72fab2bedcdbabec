// Why a mail or a message did not go out, as the API gives it.
import { z } from '@hono/zod-openapi';
import { notSentCodes } from './rules/why-not-sent.ts';

export const notSentShape = z.object({
  code: z.enum(notSentCodes),
  answer: z.string().nullable().openapi({ description: 'The code that was answered: 550 5.1.1' }),
  text: z.string().openapi({ description: 'What happened, in Japanese' }),
});
