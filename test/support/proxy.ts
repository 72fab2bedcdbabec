// Passes bytes on to a port (or wherever a database listens), until it is told otherwise: what a worker that dies leaves
// of its connections, and what a network does to them.
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { urlOf } from './database.ts';
import type { TestDatabase } from './template.ts';

/** Opens it on a free port, or on this one. */
export async function openProxy(to: number | NetConnectOpts, on = 0) {
  const open = new Set<Socket>();
  const swallows = { there: false, back: false };
  const deafen = new Set<() => void>();
  // Where words are swallowed, that one side has ended is not answered either.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const target = typeof to === 'number' ? { port: to, host: '127.0.0.1' } : to;
    const onward = connect({ ...target, allowHalfOpen: true });
    for (const one of [socket, onward]) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => open.delete(one));
    }
    // What is once swallowed of a connection is missing for ever: nothing after it may pass.
    const pass = (from: Socket, onto: Socket, way: 'there' | 'back') => {
      let dead = false;
      deafen.add(() => {
        dead = true;
      });
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
    /** On the connections there are nothing passes any more, without a word; on later ones everything does. */
    deafen() {
      for (const one of deafen) one();
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}

/** One in front of a test's database; `url` leads through it. */
export async function openDatabaseProxy(server: TestDatabase, on = 0) {
  const url = new URL(urlOf(server));
  const host = url.searchParams.get('host');
  const port = Number(url.port || 5432);
  const proxy = await openProxy(
    host ? { path: `${host}/.s.PGSQL.${port}` } : { host: url.hostname, port },
    on,
  );
  url.searchParams.delete('host');
  url.hostname = '127.0.0.1';
  url.port = String(proxy.port);
  return { ...proxy, url: url.href };
}
