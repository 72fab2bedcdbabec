// Opens an HTTP port for one of the pretended pages.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

/** `stop` ends answers under way too. */
export interface Listening {
  port: number;
  stop(): Promise<void>;
}

/** @throws when the port is taken. */
export function listen(fetch: Hono['fetch'], hostname: string, port: number): Promise<Listening> {
  return new Promise((opened, failed) => {
    const server = serve({ fetch, hostname, port }, (info: AddressInfo) =>
      opened({
        port: info.port,
        stop: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      }),
    ) as Server;
    server.once('error', failed);
  });
}
