// Ports for what a scenario or a bench starts, kills and starts again: what it is on is nobody else's meanwhile. Those the system gives out by
// itself are others' as soon as they are not listened on.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those the system gives out (Linux: from 32768). Scenarios beside each other share this process, other runs begin elsewhere. */
const [FIRST, BEYOND] = [10_000, 32_000];
let next = FIRST + ((process.pid * 97) % (BEYOND - FIRST));

/** A port that nobody uses, and that is given to nobody else in this process. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = next;
    next = next + 1 < BEYOND ? next + 1 : FIRST;
    const server = createServer().listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch {
      continue; // somebody's
    }
    server.close();
    await once(server, 'close');
    return port;
  }
}
