// Changes that are shown before the server answers, and some that it does not make.
import { QueryClient } from '@tanstack/react-query';
import { beforeEach, expect, it } from 'vitest';
import type { Inquiry } from '../../api/client.ts';
import type { Given } from './changed.ts';
import { areAllAnswered, showChange } from './shown-changes.ts';

const open = ['inquiries', 'page', { response: 'open' }];
const all = ['inquiries', 'page', {}];
const inquiry = (id: string) =>
  ({ id, customer: { id: `c${id}` }, assignee: null, status: null, respondedAt: null }) as unknown as Inquiry;
const respond: Given = { type: 'respond', at: '2026-11-20T00:00:00Z', by: null };
const assign = (name: string): Given => ({ type: 'assign', to: { id: name, name } });

let client: QueryClient;
beforeEach(() => {
  client = new QueryClient();
  for (const key of [open, all]) client.setQueryData(key, { items: ['3', '2', '1'].map(inquiry) });
  client.setQueryData(['inquiries', 'customer', 'c2'], { pages: [{ items: [inquiry('2')] }] });
  client.setQueryData(['inquiries', 'one', '2'], inquiry('2'));
});

const change = (id: string, given: Given) =>
  showChange(client, { ids: new Set([id]), customers: new Set([`c${id}`]) }, given);
/** The rows as they stand: `2*` is responded to, `2+A` is A's. */
const rows = (key: unknown[]) =>
  client
    .getQueryData<{ items: Inquiry[] }>(key)
    ?.items.map(
      ({ id, respondedAt, assignee }) =>
        id + (respondedAt ? '*' : '') + (assignee ? `+${assignee.name}` : ''),
    )
    .join(' ');

it('is shown wherever the inquiry is, and taken back there, also on the page it no longer fitted', () => {
  const made = change('2', respond);
  expect([rows(open), rows(all)]).toEqual(['3 1', '3 1 2*']);
  expect(client.getQueryData<Inquiry>(['inquiries', 'one', '2'])?.respondedAt).toBe(respond.at);
  made.takeBack();
  expect([rows(open), rows(all)]).toEqual(['3 2 1', '3 2 1']);
  expect(client.getQueryData(['inquiries', 'one', '2'])).toEqual(inquiry('2'));
  expect(client.getQueryData(['inquiries', 'customer', 'c2'])).toEqual({
    pages: [{ items: [inquiry('2')] }],
  });
});

it.each([
  [0, 1],
  [1, 0],
])('of two that fail neither brings the other back (%i, then %i)', (...order) => {
  const made = [change('2', respond), change('3', respond)];
  for (const n of order) made[n]?.takeBack();
  expect([rows(open), rows(all)]).toEqual(['3 2 1', '3 2 1']);
});

it.each([
  [0, 1],
  [1, 0],
])('of two of one inquiry that fail neither brings the other back (%i, then %i)', (...order) => {
  const made = [change('2', assign('A')), change('2', assign('B'))];
  expect(rows(all)).toBe('3 2+B 1');
  for (const n of order) made[n]?.takeBack();
  expect(rows(all)).toBe('3 2 1');
});

it('one that was made stays when one of the same inquiry is taken back', () => {
  const [first, second] = [change('2', assign('A')), change('2', respond)];
  expect(areAllAnswered()).toBe(false);
  first.keep();
  second.takeBack();
  expect([rows(open), rows(all)]).toEqual(['3 2+A 1', '3 2+A 1']);
  expect(areAllAnswered()).toBe(true);
});
