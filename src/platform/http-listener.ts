// Listens for HTTP, and stops listening without cutting an answer short.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from './errors.ts';

export interface HttpListener {
  port: number;
  /** Closes at once for whoever is new; answers under way are finished, for 10 s at most. */
  close(): Promise<void>;
}

const ANSWERS_WITHIN_MS = 10_000;

/** Starts listening. `variable` is the setting the port came from. @throws StartError when the port is taken or not allowed. */
export function listenForHttp(
  server: Server,
  { host, port, variable }: { host: string; port: number; variable: string },
): Promise<HttpListener> {
  return new Promise((opened, failed) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be opened (${cause.code})`;
      failed(
        new StartError(`HTTP port ${port} ${why}: stop what uses it, or choose another with ${variable}.`, {
          cause,
        }),
      );
    });
    server.listen(port, host, () =>
      opened({ port: (server.address() as AddressInfo).port, close: () => closeServer(server) }),
    );
  });
}

// Connections that browsers keep open for later are closed as soon as they idle.
function closeServer(server: Server): Promise<void> {
  return new Promise((closed) => {
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const insist = setTimeout(() => server.closeAllConnections(), ANSWERS_WITHIN_MS);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(insist);
      closed();
    });
  });
}
