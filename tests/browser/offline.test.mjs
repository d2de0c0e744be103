// After the first visit the page needs no network. A new version is taken whole, and only when the user wants it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { expectRuns, openForecast } from './support/forecast.mjs';
import { testPage } from './support/harness.mjs';
import { note as linkNote } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { bar, eventually, expectBar, open, paste, pick, scenario, sideways, template } from './support/playground.mjs';
import { serving } from './support/served.mjs';
import { dist, startSite } from './support/site.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const list = fileURLToPath(new URL('../../web/offline-list.mjs', import.meta.url));
const workflow = (task) => `workflows:\n  - name: setup\n    order_from: [${task}]`;
const chances = 'tasks:\n  jobs.mine: { runs_for: { uniform: [1m, 3m] } }\n';

const news = (page) => page.getByRole('region', { name: 'New version' });
const version = (page) => page.locator('meta[name="laneway-version"]').getAttribute('content');

/** Waits until everything is kept, and answers for this page. */
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** The names of what is kept; to open one that was just given up would make it anew. */
const cached = (page) => page.evaluate(() => caches.keys());

/** A site whose page can be changed: `publish` puts another version there, and `damage` half of one. */
async function changing() {
  const copies = await mkdtemp(join(tmpdir(), 'laneway-site-'));
  const site = await startSite();
  const stop = site.stop;
  let count = 0;
  async function copy() {
    count += 1;
    const next = join(copies, String(count));
    await cp(dist, next, { recursive: true });
    await appendFile(join(next, 'boot.js'), `\n// ${count}\n`);
    execFileSync(process.execPath, [list, next]);
    return next;
  }
  return Object.assign(site, {
    async publish() {
      site.folder = await copy();
    },
    async damage() {
      const next = await copy();
      await writeFile(join(next, 'dialogs.js'), 'export {};');
      site.folder = next;
    },
    async stop() {
      await stop();
      await rm(copies, { recursive: true });
    },
  });
}

for (const under of ['/', '/some/folder/']) {
  const options = { serviceWorkers: 'allow', serve: () => startSite({ under }) };
  testPage(`all of it works without a network, below ${under}`, options, async (page, site) => {
    await open(page);
    await kept(page);
    await page.context().setOffline(true);
    // What the first visit has not loaded yet, and then everything anew.
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.reload();
    await bar(page, 'services.backend').waitFor();

    await page.getByRole('button', { name: 'steps-without-parallelize' }).first().click();
    await page.getByRole('dialog').getByText('parallelize').first().waitFor();
    await page.keyboard.press('Escape');

    await paste(template(page), workflow('jobs.mine'));
    await paste(scenario(page), chances);
    await expectBar(page, 'jobs.mine', /succeeded/);
    await openForecast(page);
    await expectRuns(page, '10,000 runs');

    await page.getByRole('button', { name: 'Share' }).click();
    const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
    assert.ok(link.startsWith(`${site.address}#1.`), link);
    await page.goto('about:blank');
    await page.goto(link);
    await linkNote(page).getByText('You are looking at a shared workflow.').waitFor();
    await expectBar(page, 'jobs.mine', /succeeded/);
  });
}

testPage('nothing is kept but the files of the page', { serviceWorkers: 'allow' }, async (page) => {
  await open(page);
  await kept(page);
  const names = await page.evaluate(async () => {
    await import('./offline-list.js');
    return Object.keys(self.lanewayFiles.files);
  });
  assert.ok(names.includes('foresight-engine_bg.wasm') && names.includes('pages.json'), names.join(' '));
  const [all, ...others] = await cached(page);
  assert.deepEqual(others, []);
  const urls = await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url), all);
  const site = new URL('./', page.url()).href;
  assert.deepEqual(urls.sort(), names.map((name) => site + name).sort());
});

testPage('a new version is offered, and taken when the user wants it', { serviceWorkers: 'allow', serve: changing }, async (page, site) => {
  await open(page);
  await kept(page);
  const first = await version(page);
  await paste(template(page), workflow('jobs.mine'));
  await expectBar(page, 'jobs.mine', /succeeded/);

  await site.publish();
  await page.reload();
  await news(page).getByText('A new version of Laneway is ready. Your texts stay as they are.').waitFor();
  assert.equal(await version(page), first);
  const navigated = page.waitForEvent('framenavigated');
  await news(page).getByRole('button', { name: 'Reload with it' }).click();
  await navigated;
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.notEqual(await version(page), first);
  assert.equal(await news(page).count(), 0);
  assert.equal((await cached(page)).length, 1, 'the version before is forgotten');
});

testPage('no other tab is left with files of two versions', { serviceWorkers: 'allow', serve: changing }, async (page, site) => {
  await open(page);
  await kept(page);
  const other = await page.context().newPage();
  await open(other);
  await site.publish();
  await page.reload();
  await news(page).getByRole('button', { name: 'Reload with it' }).click();
  await news(page).getByText('Another tab still shows the version before.').waitFor();
  // The other tab loads what it has not loaded yet: of the version that it shows.
  await pick(other, 'The same shop');
  await other.getByRole('button', { name: 'Share' }).click();
  await other.getByRole('textbox', { name: 'Link' }).waitFor();
  await other.close();
  const navigated = page.waitForEvent('framenavigated');
  await news(page).getByRole('button', { name: 'Reload with it' }).click();
  await navigated;
  await page.getByRole('treegrid').waitFor();
});

testPage('a version that is not whole takes no place', { serviceWorkers: 'allow', serve: changing }, async (page, site) => {
  await open(page);
  await kept(page);
  const first = await version(page);
  await site.damage();
  const asked = page.context().waitForEvent('request', (request) => request.url().endsWith('/dialogs.js'));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update());
  await asked;
  await eventually(async () => assert.equal((await cached(page)).length, 1));
  await page.reload();
  await bar(page, 'services.backend').waitFor();
  assert.equal(await version(page), first);
  assert.equal(await news(page).count(), 0);
});

testPage('a server on the same machine gives up what was kept', { serviceWorkers: 'allow', serve: startSite }, async (page, site) => {
  await open(page);
  await kept(page);
  await site.stop();
  const { port } = new URL(site.address);
  const server = await serving({}, ['--port', port])();
  try {
    await page.reload();
    await eventually(async () => {
      assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
    });
    await page.reload();
    await page.getByRole('treegrid').waitFor();
    assert.equal(await page.locator('meta[name="laneway-served"]').count(), 1);
    assert.deepEqual(await cached(page), []);
  } finally {
    await server.stop();
  }
});

for (const [look, options] of looks) {
  testPage(`the offer looks right: ${look}`, { ...options, serviceWorkers: 'allow', serve: changing }, async (page, site) => {
    await open(page);
    await kept(page);
    await site.publish();
    await page.reload();
    await news(page).waitFor();
    assert.ok((await sideways(page)) <= 0, 'it scrolls sideways');
    await page.screenshot({ path: `${folder}${look}-new-version.png` });
    assert.deepEqual(await violations(page), []);
  });
}
