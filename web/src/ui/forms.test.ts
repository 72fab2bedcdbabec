// What every form of the screen has: what is typed is not lost without a question.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => ({ file, code: readFileSync(join(src, file), 'utf8') }));
const forms = files.filter(({ code }) => code.includes('<form'));

/** Secrets, which are typed anew, and a few choices. */
const UNASKED = [
  'features/invitation/come-in.tsx',
  'features/replay/replay-form.tsx',
  'routes/first-start.tsx',
  'routes/forgot-password.tsx',
  'routes/portal-choice.tsx',
  'routes/reset-password.tsx',
  'routes/settings/password.tsx',
  'routes/sign-in.tsx',
];

it('what is typed is not lost without a question', () => {
  const unasked = forms.filter(({ code }) => !code.includes('<LeaveGuard'));
  expect(forms.length).toBeGreaterThan(15);
  expect(unasked.map(({ file }) => file).sort()).toEqual(UNASKED);
});
