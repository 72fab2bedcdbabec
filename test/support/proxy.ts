// Passes bytes on to a port (or a unix socket) of this machine, until it is told otherwise: what a worker that dies leaves
// of its connections, and what a network does to them.
import { connect, createServer, type Socket } from 'node:net';

/** Opens it on a free port, or on this one. */
export async function openProxy(to: number | string, on = 0) {
  const open = new Set<Socket>();
  const swallows = { there: false, back: false };
  const server = createServer((socket) => {
    const onward = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
    for (const one of [socket, onward]) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => open.delete(one));
    }
    // What is once swallowed of a connection is missing for ever: nothing after it may pass.
    const pass = (from: Socket, onto: Socket, way: 'there' | 'back') => {
      let dead = false;
      from.on('data', (bytes) => {
        dead ||= swallows[way];
        if (!dead) onto.write(bytes);
      });
      from.on('end', () => dead || swallows[way] || onto.end());
      from.on('close', () => dead || swallows[way] || onto.destroy());
    };
    pass(socket, onward, 'there');
    pass(onward, socket, 'back');
  });
  const port = await new Promise<number>((listening) => {
    server.listen(on, '127.0.0.1', () => listening((server.address() as { port: number }).port));
  });
  const cut = () => {
    for (const one of open) one.destroy();
  };
  return {
    port,
    /** Ends the connections there are. */
    cut,
    /** From now on what goes there, comes back, or both, disappears without a word; also on connections made later. */
    swallow(ways: Partial<typeof swallows>) {
      Object.assign(swallows, ways);
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}
