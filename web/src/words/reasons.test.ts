// What the server tells of things that went wrong is read in the language of the screen, by its code.
import { expect, it } from 'vitest';
import { whyNotSent } from '../../../src/notify/rules/why-not-sent.ts';
import { loadWords } from './index.ts';
import { notSentText, reasonText } from './reasons.ts';

const refused = whyNotSent('550 5.1.1');
if (!refused) throw new Error('no reason');
const full = '行が多すぎます。';

it('in Japanese as the server says it', async () => {
  await loadWords('ja');
  expect(notSentText(refused)).toBe(refused.text);
  expect(reasonText('file', 'too-many-rows', full)).toBe(full);
});

it('in English by its code, with what another server answered; what only a newer server knows as it is said', async () => {
  await loadWords('en');
  expect(notSentText(refused)).toBe('The recipient’s address was not accepted. Check it. Answer: 550 5.1.1');
  expect(notSentText({ code: 'dns', answer: null, text: '' })).toBe(
    'The mail server’s name was not found. Check SMTP_URL.',
  );
  expect(reasonText('file', 'too-many-rows', full)).toMatch(/^There are too many rows\./);
  expect(reasonText('file', 'of-tomorrow' as 'no-rows', full)).toBe(full);
});
