// Several drafts, each with its history, and none is ever lost.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { act, dialog, keeperIsThere, kept, names, note, openDrafts, past, shelf, stored, workflow, write } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, pick, sideways, tabTo, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const expectNames = (page, ...expected) => eventually(async () => assert.deepEqual(await names(page), expected));

testPage('a first visit loads nothing of it', {}, async (page) => {
  const loaded = [];
  page.on('request', (request) => loaded.push(request.url()));
  await open(page);
  assert.deepEqual(loaded.filter((url) => /drafts\.js|dialogs\.js/.test(url)), []);
});

testPage('the draft of an earlier version is still there', {}, async (page) => {
  await page.addInitScript((text) => {
    if (!localStorage.getItem('laneway.draft')) localStorage.setItem('laneway.draft', text);
  }, JSON.stringify({ template: workflow('jobs.old'), scenario: 'seed: 3' }));
  await open(page);
  await expectBar(page, 'jobs.old', /succeeded/);
  await openDrafts(page);
  await expectNames(page, 'My draft *');
  await page.keyboard.press('Escape');
  await write(page, 'jobs.next');
  await openDrafts(page);
  await act(page, 'Restore Just now').click();
  await expectBar(page, 'jobs.old', /succeeded/);
});

testPage('drafts are begun, opened, named, copied and deleted', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.first');
  await openDrafts(page);
  await act(page, 'New draft').click();
  await expectBar(page, 'services.web', /ready/);
  await page.keyboard.press('ControlOrMeta+z');
  await expectBar(page, 'services.web', /ready/);
  await write(page, 'jobs.second');
  await openDrafts(page);
  await expectNames(page, 'My draft 2 *', 'My draft');

  await act(page, 'Rename My draft 2').click();
  await page.keyboard.type('Shop');
  await page.keyboard.press('Enter');
  await expectNames(page, 'Shop *', 'My draft');
  await act(page, 'Duplicate Shop').click();
  await eventually(async () => assert.deepEqual((await names(page)).sort(), ['My draft', 'Shop *', 'Shop 2']));

  await act(page, 'My draft').click();
  await expectBar(page, 'jobs.first', /succeeded/);
  await page.reload();
  await expectBar(page, 'jobs.first', /succeeded/);
  await openDrafts(page);
  await act(page, 'Shop 2').click();
  await expectBar(page, 'jobs.second', /succeeded/);

  await openDrafts(page);
  await act(page, 'Delete Shop 2').click();
  await eventually(async () => assert.equal((await names(page)).length, 2));
  await dialog(page).getByText('Deleted Shop 2.').waitFor();
  await act(page, 'Undo').click();
  await eventually(async () => assert.ok((await names(page)).includes('Shop 2 *')));
  await page.keyboard.press('Escape');
  await expectBar(page, 'jobs.second', /succeeded/);
});

testPage('what is deleted can be brought back later', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.only');
  await openDrafts(page);
  await act(page, 'Delete My draft').click();
  await expectNames(page, 'My draft 2 *');
  await page.reload();
  await expectBar(page, 'services.web', /ready/);
  await openDrafts(page);
  await dialog(page).getByText('Deleted (1)').click();
  await act(page, 'Bring back My draft').click();
  await act(page, 'My draft').click();
  await expectBar(page, 'jobs.only', /succeeded/);
});

testPage('an example puts what was there into the history', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.mine');
  await keeperIsThere(page);
  await pick(page, 'The same shop');
  await expectBar(page, 'services.storefront', /ready/);
  await openDrafts(page);
  await eventually(async () => assert.ok((await past(page).count()) >= 1));
  await act(page, 'Just now').first().click();
  await dialog(page).getByText('jobs.mine').waitFor();
  await act(page, 'Restore Just now').first().click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  // What was restored over is kept, too; and restoring can be undone in the editor.
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.match(await textOf(template(page)), /storefront/));
});

testPage('the example that replaces a draft before anything is loaded keeps it, too', {}, async (page) => {
  await page.addInitScript((text) => {
    if (!localStorage.getItem('laneway.draft')) localStorage.setItem('laneway.draft', text);
  }, JSON.stringify({ template: workflow('jobs.old'), scenario: '' }));
  let isThere = false;
  const nothing = { contentType: 'text/javascript', body: '' };
  await page.route('**/drafts.js', (route) => (isThere ? route.continue() : route.fulfill(nothing)));
  await open(page);
  await pick(page, 'The same shop');
  await expectBar(page, 'services.storefront', /ready/);
  await eventually(async () => assert.ok(await stored(page, 'laneway.draft.before')));
  isThere = true;
  await page.reload();
  await expectBar(page, 'services.storefront', /ready/);
  await write(page, 'jobs.next');
  await openDrafts(page);
  await eventually(async () => assert.ok((await past(page).count()) >= 2));
  assert.match((await stored(page, 'laneway.history:')) ?? '', /jobs\.old/);
});

testPage('a state that stood for a while is kept before it is changed', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.before');
  await keeperIsThere(page);
  const age = (minutes) =>
    page.evaluate((it) => {
      const list = JSON.parse(localStorage.getItem('laneway.drafts'));
      list[''].changed -= it * 60_000;
      localStorage.setItem('laneway.drafts', JSON.stringify(list));
    }, minutes);
  const states = async () => JSON.parse((await stored(page, 'laneway.history:')) ?? '[]').length;
  const before = await states();
  await template(page).press('ControlOrMeta+End');
  await page.keyboard.type(' # a');
  await eventually(async () => assert.ok((await kept(page))[0].endsWith('# a')));
  assert.equal(await states(), before, 'who goes on writing has no state kept');
  await age(5);
  await page.keyboard.type('b');
  await eventually(async () => assert.equal(await states(), before + 1));
});

testPage('what was typed last is kept when the page is closed', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.early');
  await template(page).press('ControlOrMeta+End');
  await page.keyboard.type(' # late');
  await page.goto('about:blank');
  await page.goto('./');
  await eventually(async () => assert.match(await textOf(template(page)), /# late/));
});

testPage('a shared workflow is left by opening a draft, and is none', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.mine');
  const shared = (await commandLine(['share', '-'], workflow('jobs.theirs'))).trim();
  await page.evaluate((hash) => (location.hash = hash), shared);
  await expectBar(page, 'jobs.theirs', /succeeded/);
  await openDrafts(page);
  await dialog(page).getByText('You are looking at a shared workflow.').waitFor();
  await act(page, 'My draft').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(new URL(page.url()).hash, '');
  assert.deepEqual(await kept(page), [workflow('jobs.mine')]);
});

testPage('everything goes by keyboard alone', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.mine');
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Drafts' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await dialog(page).waitFor();
  await tabTo(page, act(page, 'New draft'));
  await page.keyboard.press('Enter');
  await expectBar(page, 'services.web', /ready/);
  // The focus is back where the dialog was opened.
  await page.keyboard.press('Enter');
  await tabTo(page, act(page, 'Delete My draft 2'));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expectNames(page, 'My draft 2 *', 'My draft');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-drafts-${what}.png` });
    };
    await open(page);
    await write(page, 'jobs.migrate');
    await openDrafts(page);
    await act(page, 'New draft').click();
    await write(page, 'services.frontend');
    await openDrafts(page);
    await act(page, 'Rename My draft 2').click();
    await page.keyboard.type('Shop with a rather long name, as people give them');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await pick(page, 'The same shop');
    await expectBar(page, 'services.storefront', /ready/);
    await openDrafts(page);
    await eventually(async () => assert.ok((await past(page).count()) >= 1));
    await past(page).first().getByRole('button').first().click();
    await shoot('list');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await act(page, 'Delete My draft').click();
    await dialog(page).getByText('Deleted My draft.').waitFor();
    await act(page, 'Rename Shop with a rather long name, as people give them').click();
    await shoot('deleted');
    assert.deepEqual(await violations(page), []);
    assert.equal(await shelf(page).count(), 1);
    assert.equal(await note(page).count(), 0);
  });
}
