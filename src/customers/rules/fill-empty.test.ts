import { expect, test } from 'vitest';
import { fillEmpty } from './fill-empty.ts';
import type { CustomerDraft } from './read-row.ts';

const draft: CustomerDraft = {
  id: null,
  name: '山田',
  nameKana: 'ヤマダ',
  postalCode: '150-0001',
  address: null,
  points: [],
  assignee: { id: 'p', name: '佐藤' },
  status: { id: 's', name: '追客中' },
  groups: [{ id: 'g', name: 'VIP' }],
  note: '土曜に電話',
};
const empty = {
  name: null,
  nameKana: '',
  postalCode: null,
  address: null,
  assigneeId: null,
  statusId: null,
  hasGroups: false,
  hasNotes: false,
};

test('what is empty is filled, each with its line of the history', () => {
  const phone = { kind: 'phone' as const, value: '03', key: '+813' };
  const { set, groupIds, note, events } = fillEmpty(empty, draft, [phone, { ...phone, kind: 'name' }]);
  expect(set).toEqual({
    name: '山田',
    nameKana: 'ヤマダ',
    postalCode: '150-0001',
    assigneeId: 'p',
    statusId: 's',
  });
  expect([groupIds, note]).toEqual([['g'], '土曜に電話']);
  expect(events.map(({ type }) => type)).toEqual([
    'edited',
    'edited',
    'edited',
    'contact-added',
    'assigned',
    'status-set',
    'group-added',
    'note-added',
  ]);
});

test('what is there stays', () => {
  const full = {
    name: 'a',
    nameKana: 'b',
    postalCode: 'c',
    address: 'd',
    assigneeId: 'e',
    statusId: 'f',
    hasGroups: true,
    hasNotes: true,
  };
  expect(fillEmpty(full, draft, [])).toEqual({ set: {}, groupIds: [], note: null, events: [] });
});
