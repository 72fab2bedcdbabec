// Who counts as one client, how many may come, and who is remembered.
import { expect, test } from 'vitest';
import { Clients, clientKey, EarlyTalkers } from './clients.ts';

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
  ['unix', 'unix'],
])('%s is counted as %s', (address, key) => {
  expect(clientKey(address)).toBe(key);
});

test('one address may have so many, and all together', () => {
  const clients = new Clients(3, 2);
  expect([clients.enter(), clients.enter(), clients.enter(), clients.enter()]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  clients.leave();
  expect(clients.enter()).toBe(true);
  const one = ['2001:db8::1', '2001:db8::2', '2001:db8::3'];
  expect(one.map((address) => clients.count(address))).toEqual([true, true, false]);
  expect(clients.count('192.0.2.1')).toBe(true);
  clients.letGo('2001:db8::9');
  expect(clients.count('2001:db8::3')).toBe(true);
});

test('early talkers are remembered for their time, and the oldest forgotten when they are many', () => {
  const talkers = new EarlyTalkers();
  talkers.remember('192.0.2.1', 100);
  expect([talkers.has('192.0.2.1', 99), talkers.has('192.0.2.1', 100), talkers.has('192.0.2.2', 0)]).toEqual([
    true,
    false,
    false,
  ]);
  for (let i = 0; i < 10_001; i++) talkers.remember(`10.0.${i >> 8}.${i & 255}`, 100);
  expect(talkers.has('10.0.0.0', 0)).toBe(false);
  expect(talkers.has('10.0.0.1', 0)).toBe(true);
});
