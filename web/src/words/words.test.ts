// Every language says everything in its own words, and nothing is said outside of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { assignment } from './en/assignment.ts';
import { customerImport } from './en/customer-import.ts';
import { followUp } from './en/follow-up.ts';
import { en } from './en/index.ts';
import { notifying } from './en/notifying.ts';
import { quickSearch } from './en/quick-search.ts';
import { assignment as assignmentJa } from './ja/assignment.ts';
import { customerImport as customerImportJa } from './ja/customer-import.ts';
import { followUp as followUpJa } from './ja/follow-up.ts';
import { ja } from './ja/index.ts';
import { notifying as notifyingJa } from './ja/notifying.ts';
import { quickSearch as quickSearchJa } from './ja/quick-search.ts';

const JAPANESE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/u;

/** Every sentence of these words, as it reads for this number, given as a number or as text; path → text. */
function sentences(of: unknown, path: string, n: number | string): [string, string][] {
  if (typeof of === 'string' || typeof of === 'number') return [[path, String(of)]];
  if (typeof of === 'function') {
    const objects = { connections: n, customers: n, year: '2026', month: '01', day: '02' };
    for (const given of [n, String(n), [String(n)], objects])
      try {
        return sentences(of(...Array(5).fill(given)), path, n);
      } catch {}
    throw new Error(`${path} takes something else`);
  }
  if (of === null || typeof of !== 'object') return [];
  return Object.entries(of).flatMap(([key, value]) => sentences(value, `${path}.${key}`, n));
}

const ONE_AS_MANY =
  /\b1 (?!has )(\w+ )?(mails|inquiries|customers|connections|rows|people|tasks|days|hours|seconds|attempts|jobs|times|characters|points|floors|units|addresses|are|were|have|need)\b/;

const english = { ...en, assignment, customerImport, followUp, notifying, quickSearch };
const japanese = {
  ...ja,
  assignment: assignmentJa,
  customerImport: customerImportJa,
  followUp: followUpJa,
  notifying: notifyingJa,
  quickSearch: quickSearchJa,
};

describe('English', () => {
  it('is English', () => {
    const said = sentences(english, '', 2).filter(([, text]) => JAPANESE.test(text));
    expect(said.map(([path]) => path)).toEqual(['.warnings.texts.no-labels']);
  });
  it('has all Japanese has, keys of lists that a type leaves open too', () => {
    const paths = (words: unknown) => new Set(sentences(words, '', 2).map(([path]) => path));
    const ours = paths(english);
    const absent = [...paths(japanese)].filter((path) => !ours.has(path));
    expect(absent.filter((path) => !path.startsWith('.formats.tenThousands'))).toEqual([]);
  });
  it('speaks of one thing as one, however it is given the number', () => {
    const wrong = (n: number | string) =>
      sentences(english, '', n)
        .filter(([, text]) => ONE_AS_MANY.test(text))
        .map(([path]) => path);
    const asText = wrong('1');
    expect(wrong(1).filter((path) => asText.includes(path))).toEqual([]);
  });
});

// What people type or the portals write; nothing that is shown.
const READERS = [
  'features/assignment/rule-entry.ts',
  'features/customers/customer-entry.ts',
  'features/customers/field-entry.ts',
  'features/dashboard/cost-form.tsx',
  'features/inquiries/competitors.ts',
  'features/replay/field-words.ts',
  'features/review/entry.ts',
  'format/era.ts',
  'format/property.ts',
  'ui/linked-text.tsx',
];

it('nothing Japanese stands outside the words', () => {
  const src = fileURLToPath(new URL('..', import.meta.url));
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/^words\/|\.(gen|test)\.ts$/.test(file))
    .filter((file) => {
      const code = readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return JAPANESE.test(code);
    });
  expect(found.sort()).toEqual(READERS);
});
