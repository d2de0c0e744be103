// The page stays light: everything that a first visit loads until there is a picture and a text that can be written in,
// as a static host would compress it. Then come the engine that also checks, and what else editors can do; and when
// there is nothing else to do, all other files, for use without a network (`offline.test.mjs`): they keep nobody
// waiting, so they are not counted, but that they come later is tested here.

import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { testPage } from './support/harness.mjs';
import { eventually, open } from './support/playground.mjs';

const LIMIT = 440 * 1024;

/** Runs before anything of the page does: notes when there is a first picture. */
const watch = () => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role=treegrid]')) return;
    observer.disconnect();
    window.pictureAt = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true });
};

testPage('the first picture takes at most 440 KiB', {}, async (page) => {
  await page.addInitScript(watch);
  await open(page);
  // The engine and the rest of the editors have been asked for by then.
  await page.locator('.cm-lineNumbers').first().waitFor();
  await page.getByRole('region', { name: 'Problems' }).getByText(/error|None found/).first().waitFor();
  const first = await page.evaluate(() => {
    const all = performance.getEntriesByType('resource').filter((it) => it.startTime < window.pictureAt);
    return [location.href, ...new Set(all.map((it) => it.name))];
  });
  const loaded = await Promise.all(
    first.map(async (url) => {
      const body = await (await page.request.get(url)).body();
      return [new URL(url).pathname, brotliCompressSync(body).length];
    }),
  );
  const total = loaded.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(total <= LIMIT, `${total} bytes: ${JSON.stringify(loaded)}`);
  for (const name of ['/laneway-web', '/editor.js', '/editor-chunk.js', '/boot.js']) {
    assert.ok(loaded.some(([path]) => path.startsWith(name)), `${name} has not been counted: ${JSON.stringify(loaded)}`);
  }
  for (const name of ['/engine_bg.wasm', '/editor-more.js']) {
    assert.ok(!loaded.some(([path]) => path === name), `${name} is loaded before there is a picture`);
  }
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
