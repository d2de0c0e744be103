// Serves a built page on a free loopback port, as a plain static host would.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));

const mediaTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** The folder of the built page. */
export { dist };

async function answer(site, request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  try {
    if (!path.startsWith(site.under)) throw new Error('outside');
    const file = join(site.folder, normalize(path.slice(site.under.length - 1)));
    const body = await readFile(file);
    const type = mediaTypes[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  }
}

/**
 * Starts the server; `address` ends with a slash.
 *
 * @param {{ folder?: string, under?: string, port?: number }} options what is served, which may be changed later by
 *   assigning to `folder` of the result; below which path; and where, if not at any free port
 */
export async function startSite({ folder = dist, under = '/', port = 0 } = {}) {
  const site = { folder, under };
  const server = createServer((request, response) => answer(site, request, response));
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return Object.assign(site, {
    address: `http://127.0.0.1:${server.address().port}${under}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
