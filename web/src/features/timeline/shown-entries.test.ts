import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../api/client.ts';
import { shownEntries } from './shown-entries.ts';

const line = (id: string, at: string, name = '渡辺 さくら'): TimelineEntry => ({
  type: 'history',
  id,
  line: {
    ...{ id, customerId: 'c', at, inquiryId: null },
    actor: { type: 'user', name },
    event: { type: 'edited' },
  },
});
const mail = { type: 'mail', id: 'm' } as TimelineEntry;
const at = (second: string) => `2026-11-20T05:00:${second}Z`;

test('what one hand changed at one moment is one entry, in the order it happened; nothing else is put together', () => {
  const shown = shownEntries([
    line('4', at('09.000')),
    line('3', at('01.900')),
    line('2', at('01.800')),
    mail,
    line('1', at('01.700')),
    line('0', at('01.600'), '田中 浩二'),
  ]);
  const ids = shown.map((entry) => (entry.type === 'history' ? entry.lines.map(({ id }) => id) : entry.id));
  expect(ids).toEqual([['4'], ['2', '3'], 'm', ['1'], ['0']]);
});
