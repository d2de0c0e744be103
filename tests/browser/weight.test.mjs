// The page stays light: everything that a first visit loads until there is a picture and a text that can be written in,
// as a static host would compress it. Then come the engine that also checks, and what else editors can do; and when
// there is nothing else to do, all other files, for use without a network (`offline.test.mjs`): they keep nobody
// waiting, so they are not counted, but that they come later is tested here.

import assert from 'node:assert/strict';
import { brotliCompressSync } from 'node:zlib';
import { testPage } from './support/harness.mjs';
import { eventually, expectBar, open, paste, template } from './support/playground.mjs';

const LIMIT = 304 * 1024;
/** With what checks what is typed, and the rest of the editors. */
const LIMIT_IN_ALL = 776 * 1024;
const ALL_OF_IT = ['/worker.js', '/engine.js', '/engine_bg.wasm', '/editor-more.js'];

/** Runs before anything of the page does: notes when there is a first picture. */
const watch = () => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('[role=treegrid]')) return;
    observer.disconnect();
    window.pictureAt = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true });
};

/** The paths of addresses, and how large a static host would send what is there. */
const compressed = (page, urls) =>
  Promise.all(
    urls.map(async (url) => {
      const body = await (await page.request.get(url)).body();
      return [new URL(url, page.url()).pathname, brotliCompressSync(body).length];
    }),
  );

const sum = (loaded) => loaded.reduce((total, [, size]) => total + size, 0);

testPage('the first picture takes at most 304 KiB', {}, async (page) => {
  await page.addInitScript(watch);
  await open(page);
  // The engine and the rest of the editors have come by then.
  await paste(template(page), 'workflows:\n  - name: setup\n    order_from: [jobs.typed]');
  await expectBar(page, 'jobs.typed', /succeeded/);
  await page.locator('.cm-line span').first().waitFor();
  const first = await page.evaluate(() => {
    const all = performance.getEntriesByType('resource').filter((it) => it.startTime < window.pictureAt);
    return [location.href, ...new Set(all.map((it) => it.name))];
  });
  const loaded = await compressed(page, first);
  const total = sum(loaded);
  assert.ok(total <= LIMIT, `${total} bytes: ${JSON.stringify(loaded)}`);
  const others = ALL_OF_IT.filter((path) => loaded.every(([other]) => other !== path));
  const all = total + sum(await compressed(page, others));
  assert.ok(all <= LIMIT_IN_ALL, `${all} bytes in all`);
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
