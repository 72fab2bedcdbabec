// What an operator may say of a portal's login (`digima portal set --file`): any part of its login.ts.
import { compile } from 'css-select';
import { z } from 'zod';
import { type LoginDefinition, loginOutcomes } from '../../portal-kit/login.ts';

const selector = z
  .string()
  .min(1)
  .max(500)
  .refine(
    (given) => {
      try {
        compile(given);
        return true;
      } catch {
        return false;
      }
    },
    { error: 'is not a CSS selector that can be used' },
  );
const name = z.string().min(1).max(200);

const sign = z
  .strictObject({
    outcome: z.enum(loginOutcomes),
    on: z.enum(['form', 'answer', 'both']),
    status: z.array(z.int().min(100).max(599)).min(1).optional(),
    path: z.string().min(1).max(500).optional(),
    selector: selector.optional(),
    texts: z.array(z.string().min(1).max(500)).min(1).optional(),
  })
  .refine(({ status, path, selector, texts }) => status ?? path ?? selector ?? texts, {
    error: 'needs one of status, path, selector, texts',
  });

const shape = z
  .strictObject({
    by: z.enum(['http', 'browser']),
    url: z.url({ protocol: /^https?$/ }),
    form: selector,
    fields: z.strictObject({ userId: name, password: name }),
    signs: z.array(sign).min(1).max(100),
  })
  .partial();

/** The parts given, or what is wrong with them: one line each, `signs.0.outcome: …`. */
export function parseLoginDefinition(
  given: unknown,
): { ok: true; login: Partial<LoginDefinition> } | { ok: false; mistakes: string[] } {
  const parsed = shape.safeParse(given);
  // What came out of JSON holds no undefined.
  if (parsed.success) return { ok: true, login: parsed.data as Partial<LoginDefinition> };
  const mistakes = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || '(file)'}: ${message}`,
  );
  return { ok: false, mistakes };
}
