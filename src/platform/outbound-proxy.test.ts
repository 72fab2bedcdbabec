// A machine that gives no port away fails one visit, and not the program.
import { Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { openOutboundProxy } from './outbound-proxy.ts';

afterEach(() => vi.restoreAllMocks());

test('where it cannot listen, whoever opens it hears so', async () => {
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server) {
    process.nextTick(() => this.emit('error', new Error('listen EMFILE')));
    return this;
  });
  await expect(openOutboundProxy({})).rejects.toThrow('listen EMFILE');
});
