// Health for whoever watches a part without the web (a container's check, a load balancer): the web part answers by itself.
import { createServer } from 'node:http';
import type { Database } from '../../platform/database.ts';
import { type HttpListener, listenForHttp } from '../../platform/http-listener.ts';
import type { Foundation } from './foundation.ts';

/** Listens on HEALTH_PORT: /healthz says that the process runs, /readyz (503 when not) that mails can be stored too. */
export function openHealth({ config, db }: Foundation, port: number): Promise<HttpListener> {
  const server = createServer(async (request, response) => {
    const [code, body] = await answerTo(request.url, db);
    response.writeHead(code, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  return listenForHttp(server, { host: config.http.host, port, variable: 'HEALTH_PORT' });
}

async function answerTo(path: string | undefined, db: Database): Promise<[number, object]> {
  if (path === '/healthz') return [200, { status: 'ok' }];
  if (path !== '/readyz') return [404, { status: 'nothing-here' }];
  const database = await db.condition();
  return database === 'ready' ? [200, { status: 'ready' }] : [503, { status: 'not-ready', database }];
}
