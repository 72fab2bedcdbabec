// The torture set: 63 mails as Japanese mail software sends them, each with what a person should read in it.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeMail } from './index.ts';

const folder = new URL('./torture/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.eml'))
  .map((name) => name.slice(0, -'.eml'.length));

/** What an expectation may name; the set's README says which mail expects what. */
interface Expected {
  subject?: string;
  text?: string;
  fromName?: string;
  fromAddr?: string;
  html?: string;
  htmlText?: string;
  nestedText?: string;
  nestedSubject?: string;
  attachment?: string;
}

const even = (text: string | null | undefined) => (text ?? '').trimEnd();

test('the set is whole', () => {
  expect(names).toHaveLength(63);
});

test.each(names)('%s', (name) => {
  const mail = decodeMail(readFileSync(new URL(`${name}.eml`, folder)));
  const expected = JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8')) as Expected;
  expect(Object.keys(expected)).not.toHaveLength(0);
  const exactly: Partial<Record<keyof Expected, string | null | undefined>> = {
    subject: mail.subject,
    text: mail.text,
    fromName: mail.from?.name,
    fromAddr: mail.from?.address,
    attachment: mail.attachments[0]?.filename,
  };
  const within: Partial<Record<keyof Expected, string | null>> = {
    html: mail.html,
    htmlText: mail.text,
    nestedText: mail.text,
    nestedSubject: mail.text,
  };
  for (const [key, value] of Object.entries(expected) as [keyof Expected, string][]) {
    if (key in within) expect(even(within[key]), key).toContain(even(value));
    else expect(even(exactly[key]), key).toBe(even(value));
  }
});
