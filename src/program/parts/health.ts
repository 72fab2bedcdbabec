// Health for whoever watches a part without the web (a container's check, a load balancer): the web part answers by itself.
import { createServer } from 'node:http';
import { type HttpListener, listenForHttp } from '../../platform/http-listener.ts';
import type { Foundation } from './foundation.ts';

/** Listens on HEALTH_PORT: /healthz says that the process runs, /readyz (503 when not) that its database answers too. */
export function openHealth({ config, isReady }: Foundation, port: number): Promise<HttpListener> {
  const server = createServer(async (request, response) => {
    const [code, status] =
      request.url === '/healthz'
        ? [200, 'ok']
        : request.url !== '/readyz'
          ? [404, 'nothing-here']
          : (await isReady())
            ? [200, 'ready']
            : [503, 'not-ready'];
    response.writeHead(code as number, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ status }));
  });
  return listenForHttp(server, { host: config.http.host, port, variable: 'HEALTH_PORT' });
}
