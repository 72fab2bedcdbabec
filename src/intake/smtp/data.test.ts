// The reader of DATA against a slow reading of the whole: same end, same bytes, however they are cut.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataReader } from './data.ts';

type Read = { state: string; stopped: number; mail: string };

function read(wire: Buffer, cuts: number[] = []): Read {
  const reader = new DataReader();
  const places = [...new Set([0, ...cuts.map((cut) => cut % (wire.length + 1)), wire.length])].sort(
    (a, b) => a - b,
  );
  let stopped = 0;
  for (const [i, from] of places.entries()) {
    if (i === places.length - 1) break;
    // The chunk has bytes of others around it, as after a pipelined command.
    const chunk = Buffer.concat([Buffer.from('.\r\n'), wire.subarray(from, places[i + 1])]);
    stopped = from + reader.take(chunk, 3) - 3;
    if (reader.state !== 'open') break;
  }
  const mail = reader.mail().toString('latin1');
  expect(reader.size).toBe(mail.length);
  return { state: reader.state, stopped, mail };
}

// The rule said once more, dot by dot over the whole text.
function slowly(wire: string): Read {
  let mail = '';
  for (let i = 0; i < wire.length; i++) {
    if (wire[i] === '.') {
      const before = wire.slice(0, i);
      const isStart = i === 0 || before.endsWith('\r\n');
      const isLineStart = /(^|[\r\n])\0*$/.test(before);
      const isAlone = /^\0*[\r\n]/.exec(wire.slice(i + 1));
      if (isStart && wire.startsWith('\r\n', i + 1)) return { state: 'ended', stopped: i + 3, mail };
      const isUndecided = isStart && wire.slice(i + 1) === '\r';
      if (isUndecided) return { state: 'open', stopped: wire.length, mail };
      if (isLineStart && isAlone) return { state: 'malformed', stopped: -1, mail: '' };
      if (isStart) continue; // stuffed
    }
    mail += wire[i];
  }
  return { state: 'open', stopped: wire.length, mail };
}

const bytes = fc
  .array(fc.constantFrom('\r\n', '\r\n.', '\r\n.\r\n', '\n', '\r', '.', '\0', 'a', '\xff', 'Subject: x'), {
    maxLength: 24,
  })
  .map((parts) => parts.join(''));

test('reads as the rule says, in chunks of any size', () => {
  let ended = 0;
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(200), { maxLength: 8 }), (wire, cuts) => {
      const expected = slowly(wire);
      const found = read(Buffer.from(wire, 'latin1'), cuts);
      if (expected.state === 'ended') ended++;
      expect(found.state).toBe(expected.state);
      if (expected.state !== 'malformed') expect(found).toEqual(expected);
    }),
    { numRuns: 20_000 },
  );
  expect(ended).toBeGreaterThan(1_000);
});

test('whatever a mail holds comes back when it was stuffed, and its end is found', () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(200), { maxLength: 8 }), (mail, cuts) => {
      const stuffed = `${mail}\r\n`.replace(/(^|\r\n)\./g, '$1..');
      const found = read(Buffer.from(`${stuffed}.\r\nQUIT\r\n`, 'latin1'), cuts);
      if (found.state === 'malformed') return /(^|[\r\n])\0*\.\0*[\r\n]/.test(`${mail}\r\n`);
      return found.state === 'ended' && found.mail === `${mail}\r\n` && found.stopped === stuffed.length + 3;
    }),
    { numRuns: 20_000 },
  );
});

describe('only CRLF . CRLF is an end', () => {
  test.each([
    '\n.\n',
    '\n.\r\n',
    '\r\n.\n',
    '\r.\r',
    '\r\n.\r',
    '\r.\r\n',
    '\n.\r',
    '\r.\n',
    '\r\n\0.\r\n',
    '\r\n.\0\r\n',
    '\n\0.\n',
    '\r\n.\r\r\n',
  ])('%j is refused', (end) => {
    const wire = Buffer.from(`Subject: x\r\n\r\ntext${end}MAIL FROM:<>\r\n`, 'latin1');
    expect(read(wire).state).toBe('malformed');
    expect(
      read(
        wire,
        Array.from(wire, (_, i) => i),
      ).state,
    ).toBe('malformed');
  });

  test('an empty mail has one too', () => {
    expect(read(Buffer.from('.\r\nQUIT'))).toEqual({ state: 'ended', stopped: 3, mail: '' });
  });
});

test('mails sent a byte at a time, or in lines of a dot, cost about their size', () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const used = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const reader = new DataReader();
  const before = used();
  const byte = Buffer.from('a');
  for (let i = 0; i < 300_000; i++) reader.take(byte, 0);
  const dots = Buffer.from('\r\n..'.repeat(16_000));
  for (let i = 0; i < 20; i++) reader.take(dots, 0);
  expect(reader.size).toBe(300_000 + 20 * 48_000);
  expect(used() - before).toBeLessThan(4 * reader.size);
  expect(reader.mail()).toHaveLength(reader.size);
});
