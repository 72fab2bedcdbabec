// One mail that runs away, or kills the thread that reads it, costs itself and nobody else.
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { loadPortals } from '../portals/load.ts';
import { readRaw } from './read-raw.ts';
import { LARGE_BYTES, type Reader, startReader } from './reader.ts';
import { openReaders, type Readers } from './readers.ts';

const portals = new URL('../../test/support/poison-portals.ts', import.meta.url);
const SAMPLES = new URL('../portals/re-guide/samples/', import.meta.url);
const good = () => readFileSync(new URL('000-full.eml', SAMPLES));
const poison = (what: string) => Buffer.from(`From: x@re-guide.jp\r\nSubject: poison ${what}\r\n\r\nx\r\n`);

let readers: Readers;
const open = (limits: { timeMs?: number; heapMb?: number } = {}) => {
  readers = openReaders({ portals, ...limits });
};
afterEach(() => readers.close());

test('what a thread reads is what is read without one', async () => {
  open();
  expect(await readers.read(good())).toEqual(readRaw(good(), await loadPortals()));
});

test.each([
  ['hang', 'reader-timeout', 2_000],
  ['backtrack', 'reader-timeout', 2_000],
  ['eat', 'reader-memory', 20_000],
  ['eat-text', 'reader-memory', 20_000],
  ['exit', 'reader-crashed', 20_000],
])('%s: the mail fails with %s, mails before, beside and behind it are read', async (what, code, timeMs) => {
  open({ timeMs, heapMb: 64 });
  const reads = [good(), poison(what), ...Array.from({ length: 20 }, good)].map((raw) => readers.read(raw));
  const results = await Promise.allSettled(reads);
  const failed = results.flatMap((r, i) => (r.status === 'rejected' ? [[i, r.reason.code]] : []));
  expect(failed).toEqual([[1, code]]);
  expect((await readers.read(good())).result.outcome).toBe('inquiry');
});

// In these two the hanging mails are not waited for: had the others waited, they would have ended first.
test('mails do not wait for one that hangs', async () => {
  open({ timeMs: 20_000 });
  await readers.read(good());
  const order: string[] = [];
  const hangs = readers.read(poison('hang')).catch(({ code }) => order.push(code));
  await Promise.all(Array.from({ length: 20 }, () => readers.read(good()).then(() => order.push('good'))));
  expect(order).toEqual(Array(20).fill('good'));
  await readers.close();
  await hangs;
});

test('mails that failed before never take more than one thread', async () => {
  open({ timeMs: 3_000 });
  let ended = 0;
  const suspects = Array.from({ length: 12 }, () =>
    readers.read(poison('hang'), { isSuspect: true }).catch(() => ended++),
  );
  for (let i = 0; i < 20; i++) expect((await readers.read(good())).result.outcome).toBe('inquiry');
  expect(ended).toBeLessThan(6); // with all four threads taken by them, the others would wait for eight
  await readers.close();
  await Promise.all(suspects);
});

test('an error of a reader is its mail’s alone, and a stack that is too deep is an unreadable mail', async () => {
  open();
  expect((await readers.read(poison('recurse'))).result.warnings).toContain('reader-failed');
});

test('a mail as large as the door takes is read like any other', async () => {
  open();
  const head = good();
  const raw = Buffer.concat([head, Buffer.alloc(25 * 1024 * 1024 - head.length, `${'x'.repeat(76)}\r\n`)]);
  const expected = readRaw(raw, await loadPortals());
  expect(await readers.read(raw)).toEqual(expected);
});

test('a large mail is gone to its thread: it cannot be taken back from one that has not begun it', async () => {
  open();
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const limits = { timeMs: 10_000, heapMb: 160 };
  const reader: Reader = startReader(portals, limits, {
    onFree: ready.resolve,
    onEnd: () => ended.resolve(),
  });
  await ready.promise;
  const read = new Promise((done, failed) => {
    const raw = new Uint8Array(LARGE_BYTES);
    reader.give({ raw, isSuspect: false, isAlone: true, done, failed });
  });
  expect(reader.takeBack()).toEqual([]);
  expect(await read).toMatchObject({ result: { outcome: 'unreadable' } });
  reader.end('reader-crashed');
  await ended.promise;
});

test('portals that cannot be loaded fail the mails, and hold up nobody', async () => {
  readers = openReaders({ portals: new URL('file:///nowhere/load.ts') });
  await expect(readers.read(good())).rejects.toMatchObject({ code: 'reader-crashed' });
  await expect(readers.read(good())).rejects.toMatchObject({ code: 'reader-crashed' });
});
