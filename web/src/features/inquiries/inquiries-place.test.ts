import { expect, it } from 'vitest';
import { countFilters, inquiriesPlaceIn, isSameFilter } from './inquiries-place.ts';

const id = '019382f0-0000-7000-8000-000000000001';

it('takes from a URL what it knows, and leaves out the rest', () => {
  const good = {
    response: 'open',
    portal: 're-guide',
    assigneeId: 'none',
    statusId: id,
    from: '2026-11-20',
    repeat: true,
    id,
    cursor: 'abc',
    page: 3,
  };
  expect(inquiriesPlaceIn(good)).toEqual(good);
  const odd = {
    response: 'x',
    portal: '',
    assigneeId: 5,
    statusId: 'x',
    from: '2026-13-40',
    repeat: 'yes',
    id: '../',
  };
  expect(inquiriesPlaceIn({ ...odd, period: 'ever', to: null, connectionId: [id], colour: 'red' })).toEqual(
    {},
  );
});

it('knows the same filter in another order, and how much is asked', () => {
  expect(isSameFilter({ response: 'open', repeat: true }, { repeat: true, response: 'open' })).toBe(true);
  expect(isSameFilter({ response: 'open' }, {})).toBe(false);
  expect(countFilters({ response: 'open', from: '2026-11-20', to: '2026-11-21', repeat: true })).toBe(2);
});
