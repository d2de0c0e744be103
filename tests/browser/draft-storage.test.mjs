// A storage that is full, or that the browser refuses: the page says so once, and goes on.

import assert from 'node:assert/strict';
import { choice, dialog, keeperIsThere, kept, note, openDrafts, stored, workflow, write } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { eventually, expectBar, open, paste, template } from './support/playground.mjs';

/** Lets the storage of the page take so many characters in all. */
function limitStorage(characters) {
  const real = Storage.prototype.setItem;
  window.storageLimit = characters;
  Storage.prototype.setItem = function (key, value) {
    const others = Object.keys(this).filter((it) => it !== key);
    const size = others.reduce((sum, it) => sum + it.length + this.getItem(it).length, key.length + String(value).length);
    if (size > window.storageLimit) throw new DOMException('It is full.', 'QuotaExceededError');
    real.call(this, key, value);
  };
}

testPage('says once that nothing can be kept, and that it can again', {}, async (page) => {
  await page.addInitScript(limitStorage, 5_000_000);
  await open(page);
  await write(page, 'jobs.kept');
  await page.evaluate(() => (window.storageLimit = 0));
  await paste(template(page), workflow('jobs.lost'));
  await expectBar(page, 'jobs.lost', /succeeded/);
  await note(page).getByText('This browser cannot keep your draft').waitFor();
  await choice(page, 'Close').click();
  await paste(template(page), workflow('jobs.lost-too'));
  await expectBar(page, 'jobs.lost-too', /succeeded/);
  assert.equal(await note(page).count(), 0, 'it is said once');
  assert.deepEqual(await kept(page), [workflow('jobs.kept')]);
  await page.evaluate(() => (window.storageLimit = 5_000_000));
  await write(page, 'jobs.kept-again');
  await page.reload();
  await expectBar(page, 'jobs.kept-again', /succeeded/);
});

testPage('the history gives way to the draft', {}, async (page) => {
  await page.addInitScript(limitStorage, 6000);
  await open(page);
  const long = (mark) => `# ${mark.repeat(900 + 400 * 'abcdef'.indexOf(mark))}\n${workflow(`jobs.${mark}`)}`;
  for (const mark of ['a', 'b', 'c', 'd', 'e', 'f']) {
    await paste(template(page), long(mark));
    await eventually(async () => assert.deepEqual(await kept(page), [long(mark)]));
  }
  await keeperIsThere(page);
  assert.equal(await note(page).count(), 0);
  // As soon as there is room, there is a history again.
  await write(page, 'jobs.short');
  await eventually(async () => assert.match((await stored(page, 'laneway.history:')) ?? '', /jobs\.f/));
});

testPage('a browser that refuses storage shows everything else', {}, async (page) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Not here.', 'SecurityError');
        },
      });
    }
  });
  await open(page);
  await paste(template(page), workflow('jobs.mine'));
  await expectBar(page, 'jobs.mine', /succeeded/);
  await note(page).getByText('This browser cannot keep your draft').waitFor();
  await openDrafts(page);
  await dialog(page).getByText('This browser keeps no drafts').waitFor();
  const saved = page.waitForEvent('download');
  await dialog(page).getByRole('button', { name: 'Save as files' }).click();
  assert.equal((await saved).suggestedFilename(), 'draft.yaml');
});

testPage('a storage that holds anything else does no harm', {}, async (page) => {
  await page.addInitScript(() => {
    const odd = { 'laneway.drafts': '[', 'laneway.history:': '{', 'laneway.draft.before': '"', 'laneway.draft:x': '' };
    for (const [key, value] of Object.entries(odd)) localStorage.setItem(key, value);
  });
  await open(page);
  await write(page, 'jobs.mine');
  await openDrafts(page);
  await dialog(page).getByRole('button', { name: 'My draft', exact: true }).waitFor();
});
