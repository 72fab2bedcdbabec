// What every form of the screen has: the Enter that ends a Japanese conversion does not send it, and what is typed is not lost
// without a question.
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

it('the Enter that ends a conversion sends nothing', () => {
  const listening = files.filter(({ code }) => code.includes("'Enter'"));
  const heedless = [...forms, ...listening].filter(
    ({ code }) => !/isComposing\(|noSubmitWhileComposing|onlyByButton/.test(code),
  );
  expect(forms.length).toBeGreaterThan(15);
  expect(heedless.map(({ file }) => file)).toEqual([]);
});

it('what is typed is not lost without a question', () => {
  const unasked = forms.filter(({ code }) => !code.includes('<LeaveGuard'));
  expect(unasked.map(({ file }) => file).sort()).toEqual(UNASKED);
});
