// Serves the built screen: hashed files for ever, the page itself anew each time, any other path the page.
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';

/** Adds the screen behind all other routes. `dir` holds index.html and assets/. */
// biome-ignore lint/suspicious/noExplicitAny: any application may carry the screen
export function screen(app: OpenAPIHono<any>, dir: string): void {
  const page = readFileSync(join(dir, 'index.html'), 'utf8');
  app.use('/assets/*', async (c, next) => {
    await next();
    if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable');
  });
  app.use('/assets/*', serveStatic({ root: relative(process.cwd(), dir) || '.', precompressed: true }));
  // A tab from before an update asks for files that are gone: that is no page.
  app.all('/assets/*', (c) => c.notFound());
  const showPage = (c: Context) => c.html(page, 200, { 'Cache-Control': 'no-cache' });
  app.get('/', showPage);
  // What stands beside the page under a name of its own (the manifest, its icons) may change with any update.
  app.use('/*', async (c, next) => {
    await next();
    if (c.res.ok && !c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-cache');
  });
  app.use('/*', serveStatic({ root: relative(process.cwd(), dir) || '.' }));
  app.get('/*', showPage);
}
