import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityKinds } from '../model.ts';
import { firstResponse, type Logged } from './first-response.ts';

const logged = (n: number, kind: Logged['kind'], minute = n, undoes: string | null = null): Logged => ({
  id: String(n).padStart(3, '0'),
  kind,
  at: new Date(Date.UTC(2026, 10, 20, 5, minute)),
  undoes,
});
const [call, mail, handled] = [logged(1, 'call'), logged(2, 'mail', 0), logged(3, 'handled')];

test('the earliest call, mail or visit is the first response, whenever it was written down; a note is none', () => {
  expect(firstResponse([])).toBe(null);
  expect(firstResponse([logged(0, 'note')])).toBe(null);
  expect(firstResponse([call, mail, handled])).toBe(mail);
});

test('reopened, only what is written down later counts; a reopening that was a slip never was', () => {
  const reopened = logged(4, 'reopened');
  expect(firstResponse([call, reopened])).toBe(null);
  const visit = logged(5, 'visit', 0);
  expect(firstResponse([visit, reopened, call])).toBe(visit);
  expect(firstResponse([call, reopened, logged(6, 'undone', 6, reopened.id)])).toBe(call);
});

const logs = fc
  .array(fc.tuple(fc.constantFrom(...activityKinds), fc.nat(59), fc.option(fc.nat(20))), { maxLength: 20 })
  .map((given) =>
    given.map(([kind, minute, undoes], n) =>
      undoes !== null && undoes < n
        ? logged(n, 'undone', minute, String(undoes).padStart(3, '0'))
        : logged(n, kind, minute),
    ),
  );

test('whatever is done and undone leaves all as it was, and the order of the rows does not matter', () => {
  fc.assert(
    fc.property(logs, fc.constantFrom(...activityKinds), fc.nat(59), (log, kind, minute) => {
      const before = firstResponse(log);
      const slip = logged(100, kind, minute);
      expect(firstResponse([...log, slip, logged(101, 'undone', 0, slip.id)])).toBe(before);
      expect(firstResponse(log.toReversed())).toBe(before);
    }),
  );
});

test('a correction stands in the place of what it corrects, whenever it is written down', () => {
  const reopened = logged(4, 'reopened');
  const corrected = logged(5, 'mail', 30, call.id);
  expect(firstResponse([call, corrected])).toBe(corrected);
  expect(firstResponse([call, reopened, corrected])).toBe(null);
  expect(firstResponse([call, corrected, logged(6, 'note', 0, corrected.id)])).toBe(null);
  fc.assert(
    fc.property(logs, fc.nat(20), (log, n) => {
      const before = firstResponse(log);
      const taken = new Set(log.map(({ undoes }) => undoes));
      const one = log.find(({ id, kind }, i) => i >= n && kind !== 'undone' && !taken.has(id));
      if (!one) return;
      const again = firstResponse([...log, { ...one, id: '100', undoes: one.id }]);
      expect(again && { at: again.at, kind: again.kind }).toEqual(
        before && { at: before.at, kind: before.kind },
      );
    }),
  );
});
