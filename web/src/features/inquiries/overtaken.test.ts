// What is said of what somebody else gave just before.
import { expect, it } from 'vitest';
import { overtakenText } from './overtaken.ts';

const suzuki = { id: 's', name: '鈴木 由美' };
const sato = { id: 'k', name: '佐藤 健一' };
const fresh = { id: 'n', name: '新規' };
const masters = { members: [suzuki, sato], statuses: [fresh] };
/** Both as the person saw them: given to nobody, and without a status. */
const seen = (customerId: string) =>
  ['a', 'b'].includes(customerId) ? { assignee: null, status: null } : undefined;
const said = (type: string, were: [customerId: string, from: string | null][]) =>
  overtakenText(
    type,
    were.map(([customerId, from]) => ({ customerId, from })),
    seen,
    masters,
  );

it('names whom one was given to, or which status they had', () => {
  expect(said('assign', [['a', 's']])).toBe('ほかの方が先に「鈴木 由美」に変更していました。');
  expect(said('status', [['a', 'n']])).toBe('ほかの方が先に「新規」に変更していました。');
});

it('counts several, and names each once', () => {
  const two = said('assign', [
    ['a', 's'],
    ['b', 's'],
  ]);
  expect(two).toBe('うち2名は、ほかの方が先に変更していました（鈴木 由美）。');
  const each = said('assign', [
    ['a', 's'],
    ['b', 'k'],
  ]);
  expect(each).toBe('うち2名は、ほかの方が先に変更していました（鈴木 由美、佐藤 健一）。');
});

it('says that somebody took it away, and does not know what is gone by now', () => {
  const taken = overtakenText(
    'assign',
    [{ customerId: 'a', from: null }],
    () => ({ assignee: sato, status: fresh }),
    masters,
  );
  expect(taken).toBe('ほかの方が先に「未割当」に変更していました。');
  expect(said('status', [['a', 'gone']])).toBe('ほかの方が先に「別の内容」に変更していました。');
});

it('says nothing of what was as it was seen, of whom nobody saw, and of groups', () => {
  expect(said('assign', [['a', null]])).toBeNull();
  expect(said('assign', [['c', 's']])).toBeNull();
  expect(said('join', [['a', null]])).toBeNull();
});
