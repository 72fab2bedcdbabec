// What becomes of an edit when somebody else was first.
import { expect, it } from 'vitest';
import { alsoMet, isUnchanged, mergeEdits } from './merge-edits.ts';

const base = { name: '見本', kana: '', phones: ['090-0000-0001'] };

it('takes what only the other changed, and keeps what only I changed', () => {
  expect(mergeEdits(base, { ...base, kana: 'ミホン' }, { ...base, name: '見本　花子' })).toEqual({
    values: { name: '見本　花子', kana: 'ミホン', phones: ['090-0000-0001'] },
    conflicts: [],
    taken: ['name'],
  });
});

it('tells what both changed, and loses nothing of mine', () => {
  const mine = { ...base, phones: ['090-0000-0001', '090-0000-0002'] };
  const theirs = { ...base, phones: [] };
  expect(mergeEdits(base, mine, theirs)).toEqual({ values: mine, conflicts: ['phones'], taken: [] });
});

it('is no conflict when both changed the same way', () => {
  const same = { ...base, name: '見本　花子' };
  expect(mergeEdits(base, same, same)).toEqual({ values: same, conflicts: [], taken: [] });
});

it('compares what a text says where it is told how to read it', () => {
  const read = (text: unknown) => Number(String(text).replace(',', ''));
  const [saved, mine] = [{ yen: '30,000' }, { yen: '40000' }];
  const met = { values: mine, conflicts: [], taken: [] };
  expect(mergeEdits(saved, mine, { yen: '40,000' }, read)).toEqual(met);
  expect(mergeEdits(saved, mine, { yen: '50,000' }, read).conflicts).toEqual(['yen']);
  expect(isUnchanged(mine, { yen: '40,000' }, read)).toBe(true);
  expect(isUnchanged(mine, { yen: '40,000' })).toBe(false);
});

it('keeps telling what both changed when somebody changes something else after it', () => {
  const mine = { ...base, name: '甲' };
  const theirs = { ...base, name: '乙' };
  const later = { ...theirs, kana: 'オツ' };
  const first = mergeEdits(base, mine, theirs);
  const second = mergeEdits(theirs, mine, later);
  expect(alsoMet(first, second)).toEqual({
    values: { ...mine, kana: 'オツ' },
    conflicts: ['name'],
    taken: ['kana'],
  });
});
