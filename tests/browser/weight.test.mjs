// The page stays light: everything that a first visit loads, as a static host would compress it.

import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { testPage } from './support/harness.mjs';
import { open } from './support/playground.mjs';

// Completion, hover and refactorings need about 40 of them; nodes, losses and opening links about 20.
const LIMIT = 556 * 1024;

testPage('a first visit loads at most 556 KiB', {}, async (page) => {
  const urls = new Set();
  page.context().on('request', (request) => urls.add(request.url()));
  await open(page);
  const loaded = await Promise.all(
    Array.from(urls, async (url) => {
      const body = await (await page.request.get(url)).body();
      return [new URL(url).pathname, brotliCompressSync(body).length];
    }),
  );
  const total = loaded.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total <= LIMIT, `${total} bytes: ${JSON.stringify(loaded)}`);
});
