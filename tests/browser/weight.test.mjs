// The page stays light: everything that a first visit loads until the page can be used, as a static host would compress
// it. Afterwards, when there is nothing else to do, all other files are loaded for use without a network
// (`offline.test.mjs`): they keep nobody waiting, so they are not counted, but that they come later is tested here.

import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { testPage } from './support/harness.mjs';
import { eventually, open } from './support/playground.mjs';

// Completion, hover and refactorings need about 40 of them; nodes, losses and opening links about 20; drafts,
// edits in the picture, the files of other tools and the player about 23.
const LIMIT = 576 * 1024;

testPage('a first visit loads at most 576 KiB', {}, async (page) => {
  const urls = new Set();
  page.context().on('request', (request) => urls.add(request.url()));
  await open(page);
  const first = [...urls];
  const loaded = await Promise.all(
    first.map(async (url) => {
      const body = await (await page.request.get(url)).body();
      return [new URL(url).pathname, brotliCompressSync(body).length];
    }),
  );
  const total = loaded.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total <= LIMIT, `${total} bytes: ${JSON.stringify(loaded)}`);
});

testPage('what is kept for use without a network is loaded when the page can be used', { serviceWorkers: 'allow' }, async (page) => {
  const before = new Set();
  const after = new Set();
  let isUsable = false;
  page.context().on('request', (request) => (isUsable ? after : before).add(new URL(request.url()).pathname));
  await open(page);
  isUsable = true;
  await eventually(() => assert.ok(after.has('/offline-list.js') && after.has('/foresight.js'), [...after].join(' ')));
  for (const name of ['offline.js', 'offline-worker.js', 'dialogs.js', 'foresight.js', 'foresight-engine_bg.wasm']) {
    assert.ok(!before.has(`/${name}`), `${name} is loaded before the page can be used`);
  }
});
