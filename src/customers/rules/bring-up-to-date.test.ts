// An inquiry brought up to date: nothing is lost, and once is as often as one likes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Inquiry } from '../../portal-kit/model.ts';
import { bringUpToDate, fillUp } from './bring-up-to-date.ts';

const text = fc.constantFrom('山田', '3,280万円', '2026/11/20', '南側6m公道', '1998年', 'あ\nい', 'RG1');
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const inquiry: fc.Arbitrary<Inquiry> = fc
  .record({
    kind: fc.constantFrom('appraisal' as const, 'property' as const),
    requestNumber: some(text),
    requestedAt: some(fc.constant('2026-11-20T14:03:22+09:00')),
    contact: fc.record({ name: some(text), email: some(text), phones: some(fc.constant(['+819000001234'])) }),
    property: fc.record({
      address: some(text),
      priceYen: some(fc.constant(32_800_000)),
      builtYear: some(fc.constant(1998)),
    }),
    request: fc.record({ reason: some(text) }),
    message: some(text),
    extras: fc.array(fc.record({ label: fc.constantFrom('価格', '接道', '築年'), value: text }), {
      maxLength: 4,
    }),
  })
  .map((value) => JSON.parse(JSON.stringify(value)) as Inquiry);

test('done again it changes nothing', () => {
  for (const how of [bringUpToDate, fillUp])
    fc.assert(
      fc.property(inquiry, inquiry, (kept, fresh) => {
        const once = how(kept, fresh).content;
        const twice = how(once, fresh);
        expect(twice.content).toEqual(once);
        expect(twice.changes).toEqual([]);
      }),
    );
});

test('all today’s reader says stands there, and no field that was there is gone', () => {
  fc.assert(
    fc.property(inquiry, inquiry, (kept, fresh) => {
      const { content } = bringUpToDate(kept, fresh);
      expect(content).toMatchObject({ ...fresh, extras: expect.arrayContaining(fresh.extras) });
      for (const part of ['contact', 'property', 'request'] as const)
        expect(Object.keys(content[part])).toEqual(expect.arrayContaining(Object.keys(kept[part])));
      expect(content.message !== undefined).toBe((kept.message ?? fresh.message) !== undefined);
    }),
  );
});

test('what a person typed is never another by a reader', () => {
  fc.assert(
    fc.property(inquiry, inquiry, (typed, fresh) => {
      const { content } = fillUp(typed, fresh);
      expect(content).toMatchObject({ ...typed, extras: expect.arrayContaining(typed.extras) });
    }),
  );
});

test('a label nobody knew leaves the extras when its field has it; one that is still unknown stays', () => {
  const bare: Inquiry = { kind: 'appraisal', contact: {}, property: {}, request: {}, extras: [] };
  const kept: Inquiry = {
    ...bare,
    extras: [
      { label: '価格', value: '3,280万円' },
      { label: 'フリガナ', value: 'ヤマダ タロウ' },
      { label: '接道', value: '南側公道' },
    ],
  };
  const fresh: Inquiry = {
    ...bare,
    contact: { nameKana: 'ヤマダ　タロウ' },
    property: { priceYen: 32_800_000 },
  };
  const { content, lost } = bringUpToDate(kept, fresh);
  expect(content.extras).toEqual([{ label: '接道', value: '南側公道' }]);
  expect(lost).toEqual(['extras.接道']);
});
