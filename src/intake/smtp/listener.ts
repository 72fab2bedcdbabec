// Listens on a port or a unix socket, and keeps the connections until they are over.
import { chmodSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Connection, type Shared } from './connection.ts';
import { replies } from './replies.ts';

/** Where: a port (0: any free one) of an address, or the path of a unix socket. */
export type Place = { host: string; port: number } | { path: string };

export interface Listener {
  /** 0 for a unix socket. */
  port: number;
  /** Listens no more, tells idle clients, and lets mails under way finish within the limit; then all are cut off. */
  close(): Promise<void>;
}

/** Rejects with the system's error when the place cannot be had. */
export async function openListener(shared: Shared, place: Place): Promise<Listener> {
  const { clients, limits } = shared;
  const connections = new Set<Connection>();
  let onEmpty = () => {};
  let isClosing = false;

  function accept(socket: Socket): void {
    if (!clients.enter()) {
      socket.on('error', () => {});
      // Whatever it goes on to send.
      const insist = setTimeout(() => socket.destroy(), limits.closeMs);
      socket.once('close', () => clearTimeout(insist));
      socket.resume();
      socket.end(`${replies.tooManyClients}\r\n`);
      return;
    }
    const connection = new Connection(socket, shared, () => {
      connections.delete(connection);
      if (connections.size === 0) onEmpty();
    });
    connections.add(connection);
    if (isClosing) connection.end(replies.closing);
  }

  // A client may close its side first and still wait for our answer.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, accept);
  await listen(server, place);
  const clock = setInterval(() => {
    const now = performance.now();
    for (const connection of connections) connection.look(now);
  }, limits.lookMs);
  return {
    port: 'port' in place ? (server.address() as AddressInfo).port : 0,
    async close() {
      isClosing = true;
      server.close();
      const allOver = new Promise<void>((over) => {
        onEmpty = over;
      });
      for (const connection of connections) connection.end(replies.closing);
      const insist = setTimeout(() => {
        for (const connection of connections) connection.destroy();
      }, limits.drainMs);
      if (connections.size > 0) await allOver;
      clearTimeout(insist);
      clearInterval(clock);
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, place: Place): Promise<void> {
  if ('path' in place && (await isAbandoned(place.path))) rmSync(place.path);
  await new Promise<void>((opened, failed) => {
    server.once('error', failed);
    server.listen(place, () => {
      server.removeListener('error', failed);
      opened();
    });
  });
  // Who may reach the folder may hand mail in, as anybody may by the port.
  if ('path' in place) chmodSync(place.path, 0o666);
}

// A socket that a killed program left behind: it is there, and nobody answers.
function isAbandoned(path: string): Promise<boolean> {
  return new Promise((told) => {
    const probe = connect(path);
    probe.once('connect', () => {
      probe.destroy();
      told(false);
    });
    probe.once('error', ({ code }: NodeJS.ErrnoException) => told(code === 'ECONNREFUSED'));
  });
}
