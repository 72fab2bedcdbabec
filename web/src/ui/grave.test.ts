// What takes something away looks the same everywhere: red is the button in the question, which does it; what asks is not.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const src = fileURLToPath(new URL('..', import.meta.url));

/** The questions: everybody's, and one of a form that must be insisted on. */
const QUESTIONS = ['features/setup/refused-before.tsx', 'ui/confirm.tsx'];

it('red is no button but the one in a question', () => {
  const red = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .filter((file) => {
      const code = readFileSync(join(src, file), 'utf8');
      const tags = [...code.matchAll(/color="red|&& \{ color: 'red/g)].map(({ index }) =>
        code
          .slice(0, index)
          .match(/<[A-Z][\w.]*/g)
          ?.at(-1),
      );
      return tags.some((tag) => /Button|ActionIcon|Menu\.Item/.test(tag ?? ''));
    });
  expect(red.sort()).toEqual(QUESTIONS);
});
