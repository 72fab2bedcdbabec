// Passes bytes on to a port of this machine, until it is cut: what a worker that dies leaves of its connections.
import { connect, createServer, type Socket } from 'node:net';

export type Proxy = Awaited<ReturnType<typeof openProxy>>;

/** Opens it on a free port. */
export async function openProxy(to: number) {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(to, '127.0.0.1');
    for (const one of [socket, onward]) {
      open.add(one);
      one.on('error', () => {});
      one.on('close', () => open.delete(one));
    }
    socket.pipe(onward).pipe(socket);
  });
  const port = await new Promise<number>((listening) => {
    server.listen(0, '127.0.0.1', () => listening((server.address() as { port: number }).port));
  });
  const cut = () => {
    for (const one of open) one.destroy();
  };
  return {
    port,
    /** Ends the connections there are. */
    cut,
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        cut();
      }),
  };
}
