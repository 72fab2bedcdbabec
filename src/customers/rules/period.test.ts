import { expect, test } from 'vitest';
import { daysOf } from './period.ts';

test('a day begins at midnight in Japan', () => {
  const late = new Date('2026-11-30T14:59:59Z');
  const midnight = new Date('2026-11-30T15:00:00Z');
  expect(daysOf('today', late)).toEqual({ from: '2026-11-30', to: '2026-11-30' });
  expect(daysOf('today', midnight)).toEqual({ from: '2026-12-01', to: '2026-12-01' });
  expect(daysOf('yesterday', midnight)).toEqual({ from: '2026-11-30', to: '2026-11-30' });
  expect(daysOf('7-days', midnight)).toEqual({ from: '2026-11-25', to: '2026-12-01' });
  expect(daysOf('30-days', midnight)).toEqual({ from: '2026-11-02', to: '2026-12-01' });
});
