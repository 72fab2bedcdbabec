// Thousands of generated ordinary mails, read by us and by mailparser: both must say what was written. Where the
// oracle does not, the reason stands in the list below; any other difference fails.
import { simpleParser } from 'mailparser';
import { expect, test } from 'vitest';
import { decodeMail } from './index.ts';
import { type OrdinaryMail, ordinaryMail } from './testing/ordinary-mail.ts';

const MAILS = 5_400;
const BATCHES = 12;

interface Answer {
  subject: string;
  fromName: string;
  fromAddress: string;
  text: string;
  html: string | null;
  files: string;
}

const even = (text: string) => text.replaceAll('\r\n', '\n').trimEnd();

function ours(mail: OrdinaryMail): Answer {
  const { subject, from, text, html, attachments } = decodeMail(mail.raw);
  return {
    subject,
    fromName: from?.name ?? '',
    fromAddress: from?.address ?? '',
    text: even(text),
    html: html === null ? null : even(html),
    files: attachments.map(({ filename, size }) => `${filename} ${size}`).join('\n'),
  };
}

async function oracles(mail: OrdinaryMail): Promise<Answer> {
  const { subject, from, text, html, attachments } = await simpleParser(mail.raw, {
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  });
  return {
    subject: subject ?? '',
    fromName: from?.value[0]?.name ?? '',
    fromAddress: from?.value[0]?.address ?? '',
    text: even(text ?? ''),
    html: html ? even(html) : null,
    files: attachments.map(({ filename, size }) => `${filename} ${size}`).join('\n'),
  };
}

function truth(mail: OrdinaryMail): Answer {
  const { truth: said } = mail;
  return {
    ...said,
    text: even(said.text),
    html: said.html,
    files: said.files.map(({ name, size }) => `${name} ${size}`).join('\n'),
  };
}

/** What mailparser 3.9 is known to get wrong, each as narrow as it can be told. */
const ORACLE_FAULTS: {
  why: string;
  field: keyof Answer;
  is: (mail: OrdinaryMail, theirs: string, said: string) => boolean;
}[] = [
  {
    why: 'html-to-text makes an empty line of a <br> that ends a block; no browser does',
    field: 'text',
    is: (mail, theirs, said) =>
      (mail.page === 'div' || mail.page === 'div-br') &&
      theirs.replace(/\n+/g, '\n') === said.replace(/\n+/g, '\n'),
  },
  {
    why: 'html-to-text runs the rows of a table together into one paragraph',
    field: 'text',
    is: (mail, theirs, said) =>
      mail.page === 'table' && theirs.replace(/\s+/g, '') === said.replace(/\s+/g, ''),
  },
  {
    why: 'html-to-text wraps lines at 80 columns',
    field: 'text',
    is: (mail, theirs, said) =>
      mail.page !== null &&
      said.split('\n').some((line) => line.length > 80) &&
      theirs.replace(/\s+/g, '') === said.replace(/\s+/g, ''),
  },
];
const seen = new Map<string, number>();
const wrapped = new Set<string>();

test.each(Array.from({ length: BATCHES }, (_, k) => k))(
  'batch %i',
  async (batch) => {
    const size = MAILS / BATCHES;
    const ourErrors: string[] = [];
    const unexplained: string[] = [];
    for (let seed = batch * size + 1; seed <= (batch + 1) * size; seed++) {
      const mail = ordinaryMail(seed);
      for (const word of mail.wrapped.split(' ')) wrapped.add(word);
      const [mine, theirs, said] = [ours(mail), await oracles(mail), truth(mail)];
      for (const field of Object.keys(said) as (keyof Answer)[]) {
        const where = `seed ${seed} (${mail.wrapped}) ${field}`;
        if (mine[field] !== said[field]) ourErrors.push(`${where}: ${mine[field]} ≠ ${said[field]}`);
        if (theirs[field] === mine[field]) continue;
        const fault = ORACLE_FAULTS.find(
          (one) => one.field === field && one.is(mail, theirs[field] ?? '', said[field] ?? ''),
        );
        if (fault) seen.set(fault.why, (seen.get(fault.why) ?? 0) + 1);
        else unexplained.push(`${where}: ours ${mine[field]} ≠ mailparser ${theirs[field]}`);
      }
    }
    expect(ourErrors).toEqual([]);
    expect(unexplained).toEqual([]);
  },
  60_000,
);

test('every known fault of the oracle still shows, so that none hides anything else', () => {
  for (const { why } of ORACLE_FAULTS) expect(seen.get(why), why).toBeGreaterThan(0);
});

test('the generator reached every combination it is there for', () => {
  const kinds = 'utf-8 iso-2022-jp shift_jis euc-jp B Q plain html alternative attachment all';
  const files = 'extended continued word name-only both';
  expect([...wrapped]).toEqual(expect.arrayContaining(`${kinds} ${files}`.split(' ')));
});
