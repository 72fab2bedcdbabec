// A proxy on this machine for a browser of ours: what it loads goes through here, to public addresses alone, and to fewer
// once a password is in its page.
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AddressRefused, type ConnectOptions, guardedConnect } from './guarded-connect.ts';

export interface OutboundProxy {
  /** http://127.0.0.1:port */
  url: string;
  /** True once this host and port was not a public address. */
  wasRefused(url: URL): boolean;
  /** From now on these alone are reached; open connections to others end. */
  restrict(mayReach: (host: string, port: number) => boolean): void;
  close(): Promise<void>;
}

/** For all that is loaded in one visit; more ends the connections. */
const MAX_BYTES = 50_000_000;

/** Opens it on a free port, for one visit. */
export async function openOutboundProxy(options: ConnectOptions): Promise<OutboundProxy> {
  const connect = guardedConnect(options);
  const refused = new Set<string>();
  const open = new Map<Socket, { host: string; port: number }>();
  let mayReach = (_host: string, _port: number) => true;
  let bytes = 0;

  /** A counted connection to the place, or null. */
  const reach = (host: string, port: number) =>
    new Promise<Socket | null>((reached) => {
      if (!mayReach(host, port)) return reached(null);
      const target = { hostname: host, host, protocol: 'http:', port: String(port) };
      connect(target, (...[error, socket]) => {
        if (error instanceof AddressRefused) refused.add(`${host}:${port}`);
        if (error || !socket) return reached(null);
        open.set(socket, { host, port });
        socket.on('close', () => open.delete(socket));
        socket.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MAX_BYTES) for (const one of open.keys()) one.destroy();
        });
        reached(socket);
      });
    });

  const server = createServer(async (request: IncomingMessage, answer: ServerResponse) => {
    const url = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null;
    const port = Number(url?.port || 80);
    const socket = url?.protocol === 'http:' ? await reach(url.hostname, port) : null;
    if (!url || !socket) return request.socket.destroy();
    const { 'proxy-connection': _, ...headers } = request.headers;
    const onward = httpRequest({
      createConnection: () => socket,
      method: request.method,
      path: url.pathname + url.search,
      headers: { ...headers, connection: 'close' },
    });
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
      response.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => socket.destroy());
    request.pipe(onward);
  });
  server.on('connect', async (request: IncomingMessage, client: Duplex, head: Buffer) => {
    client.on('error', () => {});
    const target = URL.canParse(`https://${request.url}`) ? new URL(`https://${request.url}`) : null;
    const socket = target ? await reach(target.hostname, Number(target.port || 443)) : null;
    if (!socket) return client.destroy();
    socket.on('error', () => client.destroy());
    client.on('close', () => socket.destroy());
    socket.on('close', () => client.destroy());
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.write(head);
    socket.pipe(client);
    client.pipe(socket);
  });
  // Once it listens, what it could not accept was a connection of the visit's: the browser sees it fail.
  await new Promise<void>((listening, failed) => {
    server.on('error', failed).listen(0, '127.0.0.1', listening);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    wasRefused: (url) => refused.has(`${url.hostname}:${url.port || (url.protocol === 'https:' ? 443 : 80)}`),
    restrict(only) {
      mayReach = only;
      for (const [socket, { host, port }] of open) if (!only(host, port)) socket.destroy();
    },
    close: () =>
      new Promise((closed) => {
        for (const socket of open.keys()) socket.destroy();
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
