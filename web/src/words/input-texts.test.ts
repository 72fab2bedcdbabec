// English has a text for all the server says of an input: both are looked for where they are written.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { inEnglish, inputTexts } from './en/input-texts.ts';

const JAPANESE = /[\u3040-\u30ff\u3400-\u9fff]/u;
const src = fileURLToPath(new URL('../../../src', import.meta.url));

/** Rules that say what is wrong, for others who refuse it. */
const RULES = [
  'connections/intake-rules.ts',
  'connections/rules/forward-addresses.ts',
  'connections/rules/name.ts',
  'customers/rules/typed-contact.ts',
];
/** Texts of answers, and of refusals as a whole. */
const OTHERS = ['platform/errors.ts', 'customers/test-inquiry-routes.ts', 'api/dead-job-routes.ts'];

/** Sentences of the files that refuse inputs; `{}` where a value is put in. */
const said = new Set(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !OTHERS.includes(file))
    .flatMap((file) => {
      const code = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');
      const refuses =
        RULES.includes(file) || code.includes('zod-openapi') || code.includes("'input-invalid'");
      return refuses ? [...code.matchAll(/(['`])((?:(?!\1).)+。)\1/g)] : [];
    })
    .map(([, , text = '']) => text.replace(/\$\{[^}]*\}/g, '{}'))
    .filter((text) => JAPANESE.test(text)),
);

it('is all that can be said of an input, and nothing else', () => {
  expect([...said].filter((text) => inEnglish(text.replaceAll('{}', '7')) === null)).toEqual([]);
  expect(Object.keys(inputTexts).filter((text) => !said.has(text))).toEqual([]);
});

it('puts what the server puts in into its own sentence, and is English', () => {
  expect(inEnglish('10,000文字以内で入力してください。')).toBe('Use no more than 10,000 characters.');
  expect(inEnglish('名前は60文字以内で入力してください。')).toBe('Use no more than 60 characters.');
  expect(inEnglish('「a{}$&@」はメールアドレスの形になっていません。')).toBe(
    '“a{}$&@” is not an email address.',
  );
  expect(inEnglish('聞いたことのない文です。')).toBeNull();
  expect([...said].filter((text) => JAPANESE.test(inEnglish(text.replaceAll('{}', '7')) ?? ''))).toEqual([]);
});
