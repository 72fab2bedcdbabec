// Thousands of forms that a seed composes of every label, separator, heading, blank and way of forwarding seen in the
// wild: what went in must come out. A failing case names its seed and shows its mail.
import { describe, expect, it } from 'vitest';
import type { DecodedMail } from '../portal-kit/mail.ts';
import type { Inquiry } from '../portal-kit/model.ts';
import { loadPortals } from '../portals/load.ts';
import { readMail } from './read-mail.ts';
import { type Composed, compose } from './testing/compose-form.ts';
import { Dice } from './testing/dice.ts';
import { SEPARATORS } from './testing/form-styles.ts';
import { ADDRESSLESS, attached, forwarded, mailOf, WAYS } from './testing/forward-ways.ts';

const portals = await loadPortals();
const FROM = { name: 'リガイド運営事務局', address: 'noreply@re-guide.jp' };
const SUBJECT = '【リガイド】査定依頼のお知らせ';
const OWNERS = /所有者/;

/** What was read, without what a form does not state; owners are kept beside and not the contact. */
function said(mail: DecodedMail): unknown {
  const result = readMail(mail, portals);
  if (result.outcome !== 'inquiry') return result;
  const { phonesAsSent: _asSent, ...contact } = result.inquiry.contact;
  const extras = result.inquiry.extras.filter(({ label }) => !OWNERS.test(label));
  return { ...result.inquiry, contact, extras };
}

function sorted({ extras, ...rest }: Inquiry): unknown {
  return { ...rest, extras: [...extras].sort((a, b) => (a.label + a.value < b.label + b.value ? -1 : 1)) };
}

function check(seed: string, form: Composed, mail: DecodedMail): void {
  const found = said(mail) as Inquiry;
  const read = 'extras' in found ? sorted(found) : found;
  expect(read, `${seed} (${form.separator}, ${form.heading})\n${mail.text}`).toEqual(sorted(form.want));
}

describe('composed forms are read as they were meant', () => {
  it.each(SEPARATORS)('labels written in the style %s', (separator) => {
    let checked = 0;
    for (let seed = 0; checked < 120; seed++) {
      const form = compose(new Dice(seed));
      if (form.separator !== separator) continue;
      check(`seed ${seed}`, form, mailOf(FROM, SUBJECT, form.text));
      checked++;
    }
  });
});

describe('forwarded forms are read as if they had come directly', () => {
  it.each(Object.keys(WAYS))('forwarded: %s', (way) => {
    let checked = 0;
    for (let seed = 100_000; checked < 60; seed++) {
      const form = compose(new Dice(seed));
      if (ADDRESSLESS.has(way) && !/[@.]re-guide\.jp/.test(form.text)) continue;
      check(`seed ${seed}`, form, forwarded(way, { from: FROM, subject: SUBJECT, text: form.text }));
      checked++;
    }
  });

  it('as an attached mail', () => {
    for (let seed = 200_000; seed < 200_060; seed++) {
      const form = compose(new Dice(seed));
      check(`seed ${seed}`, form, attached({ from: FROM, subject: SUBJECT, text: form.text }));
    }
  });
});
