// What a person types beside a mail: prefilled, checked, sent without empty fields.
import { expect, it } from 'vitest';
import type { Inquiry } from '../../api/client.ts';
import { type Entry, entryFrom, postalDigits, problemsOf, toHandEntry } from './entry.ts';

const empty: Entry = entryFrom(null);

it('starts with what the notice told', () => {
  const stub = {
    kind: 'property',
    contact: { name: '見本　花子', phones: ['+819000005678'], phonesAsSent: ['090-0000-5678'] },
    property: { address: '東京都見本区1-2-3' },
  } as unknown as Inquiry;
  expect(entryFrom(stub)).toEqual({
    ...empty,
    kind: 'property',
    name: '見本　花子',
    phone: '090-0000-5678',
    propertyAddress: '東京都見本区1-2-3',
  });
});

it('needs one of name, phone, mail address', () => {
  expect(Object.keys(problemsOf({ ...empty, message: '査定希望' }))).toEqual(['name']);
  for (const given of [{ name: '見本' }, { phone: '090-0000-1234' }, { email: 'a..b.@docomo.example' }])
    expect(problemsOf({ ...empty, ...given })).toEqual({});
});

it('tells what does not fit, at its field', () => {
  expect(
    Object.keys(problemsOf({ ...empty, name: 'あ'.repeat(501), email: 'no-at', postalCode: '154' })),
  ).toEqual(['name', 'email', 'postalCode']);
});

it('reads a postal code in any width and dash', () => {
  for (const typed of ['1540001', '154-0001', '〒154−0001', '１５４ー０００１', ' 154 0001 '])
    expect(postalDigits(typed)).toBe('1540001');
  expect(postalDigits('154-000')).toBeNull();
});

it('sends what is filled, trimmed', () => {
  expect(
    toHandEntry({ ...empty, name: ' 見本　花子 ', postalCode: '〒154-0001', message: '一行目\n\n三行目\n' }),
  ).toEqual({
    kind: 'appraisal',
    name: '見本　花子',
    postalCode: '1540001',
    message: '一行目\n\n三行目',
  });
});
