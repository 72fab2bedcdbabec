import { expect, it, test } from 'vitest';
import type { ImportField } from '../import/model.ts';
import { openRowReader, type RowMasters } from './read-row.ts';

const masters: RowMasters = {
  people: [
    { id: 'p1', name: '髙橋 誠', email: 'makoto@firm.example.jp' },
    { id: 'p2', name: '佐藤 健一', email: 'sato@firm.example.jp' },
    { id: 'p3', name: '佐藤　健一', email: 'sato2@firm.example.jp' },
  ],
  statuses: [{ id: 's', name: '追客中' }],
  groups: [
    { id: 'g1', name: '来店 / 見学' },
    { id: 'g2', name: 'VIP' },
  ],
};
const read = (
  row: [ImportField | null, string][],
  unknownNames: 'refuse' | 'leave-out' = 'refuse',
  more: string[] = [],
) =>
  openRowReader(
    { mapping: row.map(([field]) => field), unknownNames },
    masters,
  )([...row.map(([, cell]) => cell), ...more]);
const issuesOf = (...given: Parameters<typeof read>) =>
  read(...given).issues.map(({ column, reason }) => [column, reason]);

test('columns of one field are joined, several values of a cell are parted, what is not taken is not looked at', () => {
  const { draft } = read([
    ['name', '髙橋'],
    ['name', ' 美咲 '],
    ['phone', '03-0000-1111 / 090-0000-2222'],
    ['phone', '０３－００００－１１１１'],
    ['email', 'a@example.jp、b@example.jp'],
    ['address', '東京都'],
    ['address', '世田谷区'],
    ['postalCode', '〒154-0001'],
    ['group', 'vip / 来店 / 見学'],
    [null, '\uFFFD'],
  ]);
  expect(draft).toMatchObject({
    name: '髙橋 美咲',
    address: '東京都世田谷区',
    postalCode: '154-0001',
    groups: [{ id: 'g2' }, { id: 'g1' }],
    assignee: null,
    status: null,
  });
  expect(draft?.points.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
    'phone 03-0000-1111',
    'phone 090-0000-2222',
    'name 髙橋 美咲',
    'email a@example.jp',
    'email b@example.jp',
  ]);
});

it.each([
  ['高橋誠', 'p1'],
  ['MAKOTO@firm.example.jp', 'p1'],
  ['sato2@firm.example.jp', 'p3'],
])('assignee %s', (cell, id) => {
  expect(
    read([
      ['name', 'a'],
      ['assignee', cell],
    ]).draft?.assignee?.id,
  ).toBe(id);
});

test('a spreadsheet that took the first zero away is understood', () => {
  expect(read([['phone', '9000001234']]).draft?.points[0]).toMatchObject({ key: '+819000001234' });
});

it.each<[[ImportField | null, string][], (number | null | string)[][]]>([
  [[['phone', '12']], [[0, 'phone']]],
  [[['email', 'nobody']], [[0, 'email']]],
  [[['name', 'あ'.repeat(501)]], [[0, 'too-long']]],
  [[['phone', '0'.repeat(1_000_000)]], [[0, 'too-long']]],
  [[['email', Array.from({ length: 11 }, (_, i) => `${i}@example.jp`).join(' ')]], [[0, 'too-many-values']]],
  [[['name', 'a\nb']], [[0, 'line-break']]],
  [[['name', '\uFFFD']], [[0, 'unread-letters']]],
  [
    [
      ['name', 'a'],
      ['assignee', '佐藤健一'],
    ],
    [[1, 'ambiguous-assignee']],
  ],
  [
    [
      ['name', 'a'],
      ['assignee', 'x'],
      ['status', 'y'],
      ['group', 'VIP / z'],
    ],
    [
      [1, 'unknown-assignee'],
      [2, 'unknown-status'],
      [3, 'unknown-group'],
    ],
  ],
  [
    [
      ['nameKana', 'カナ'],
      ['address', 'b'],
    ],
    [[null, 'nobody']],
  ],
  [
    [
      ['name', ''],
      ['phone', ' '],
      ['email', '　'],
    ],
    [[null, 'nobody']],
  ],
])('%#: %j', (row, issues) => {
  expect(issuesOf(row)).toEqual(issues);
});

test('what the firm has not may be left out; two of one name are still not one', () => {
  const row: [ImportField, string][] = [
    ['name', 'a'],
    ['assignee', 'x'],
    ['status', 'y'],
    ['group', 'VIP / z'],
  ];
  expect(read(row, 'leave-out').draft).toMatchObject({
    assignee: null,
    status: null,
    groups: [{ id: 'g2' }],
  });
  expect(
    issuesOf(
      [
        ['name', 'a'],
        ['assignee', '佐藤健一'],
      ],
      'leave-out',
    ),
  ).toEqual([[1, 'ambiguous-assignee']]);
});

test('cells behind the last column are refused where they hold something', () => {
  expect(issuesOf([['name', 'a']], 'refuse', ['', ' '])).toEqual([]);
  expect(issuesOf([['name', 'a']], 'refuse', ['', 'x', 'y'])).toEqual([[null, 'too-many-cells']]);
});
