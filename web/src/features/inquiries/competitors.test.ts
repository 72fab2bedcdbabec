import { expect, it } from 'vitest';
import type { Inquiry } from '../../api/client.ts';
import { competitorsOf } from './competitors.ts';

const of = (...extras: { label: string; value: string }[]) => competitorsOf({ extras } as unknown as Inquiry);

it('finds how many firms were asked at once among what the portal says besides', () => {
  expect(of()).toBe(null);
  expect(of({ label: '接道状況', value: '南側6m公道' }, { label: '同時送信社数', value: '５社' })).toEqual({
    label: '同時送信社数',
    value: '５社',
  });
  expect(of({ label: '社数について', value: '3' }, { label: '同時送信社数', value: '不明' })).toBe(null);
});
