import { expect, it } from 'vitest';
import { fieldOf, labelKey } from './label-key.ts';
import { LABELS } from './words/labels.ts';

it('no label means two fields', () => {
  const seen = new Map<string, string>();
  for (const [field, labels] of Object.entries(LABELS))
    for (const label of labels.split(' ')) {
      const other = seen.get(labelKey(label));
      expect([label, other ?? field]).toEqual([label, field]);
      seen.set(labelKey(label), field);
    }
});

it.each([
  ['お名前（漢字）', 'name'],
  ['ＴＥＬ', 'phone'],
  ['T E L', 'phone'],
  ['住　所', 'address'],
  ['問合わせ番号', 'requestNumber'],
  ['お名前（必須）', 'name'],
  ['※電話番号', 'phone'],
  ['Ｅ－ｍａｉｌ', 'email'],
  ['at home 物件番号', 'listingNumber'],
  ['査定希望の時間帯', 'note'],
])('%s', (label, field) => {
  expect(fieldOf(label)).toBe(field);
});

it('labels are compared whole', () => {
  expect(fieldOf('物件名前')).toBeNull();
  expect(fieldOf('担当者名')).toBeNull();
  expect(fieldOf('登録後のメールアドレス')).toBeNull();
});
