// `laneway serve FILE`: the page follows files that change on disk, saves them where that is allowed, and never loses
// what the user or somebody else has written.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import {
  eventually,
  expectBar,
  open,
  paste,
  scenario,
  sideways,
  tabTo,
  template,
  textOf,
} from './support/playground.mjs';
import { choice, note, serving } from './support/served.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const workflow = (task) => `workflows:
  - name: setup
    order_from: [jobs.before]
  - name: teardown
    order_from: [${task}]`;
const slow = 'tasks:\n  jobs.first: { runs_for: 5m }\n';

const template_ = { 'app.yaml': workflow('jobs.first') };
const both = { ...template_, 'slow.yaml': slow };
const reading = { serve: serving(both, ['app.yaml', '--scenario', 'slow.yaml']) };
const writing = { serve: serving(both, ['app.yaml', '--scenario', 'slow.yaml', '--write']) };

const says = (page, words) => note(page).getByText(words).waitFor();
const draft = (page) => page.evaluate(() => localStorage.getItem('laneway.draft'));
const chooseStage = (page) => page.getByRole('combobox', { name: 'Stage' }).selectOption('teardown');

/** Waits until an editor holds this. */
const expectText = (editor, text) => eventually(async () => assert.equal(await textOf(editor), text));

async function openFiles(page) {
  await open(page);
  await expectText(template(page), both['app.yaml']);
}

testPage('the page follows both files, and stays at what is looked at', reading, async (page, server) => {
  await openFiles(page);
  await says(page, 'You are looking at app.yaml and slow.yaml, and at every change that is saved there.');
  assert.equal(await page.title(), 'app.yaml: Laneway');
  await chooseStage(page);
  await expectBar(page, 'jobs.first', /succeeded at 5m/);
  await server.write('slow.yaml', slow.replace('5m', '7m'));
  await expectBar(page, 'jobs.first', /succeeded at 7m/);
  await server.replace('app.yaml', workflow('jobs.second'));
  await expectBar(page, 'jobs.second', /succeeded at 30s/);
  assert.equal(await page.getByRole('combobox', { name: 'Stage' }).inputValue(), 'teardown');
  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expectText(template(page), both['app.yaml']);
  assert.equal(await draft(page), null);
});

testPage('a file that is gone or cannot be read is said in words, and its last text stays', reading, async (page, server) => {
  await openFiles(page);
  await server.remove('app.yaml');
  await says(page, 'Cannot read app.yaml: there is no such file. What was there last is shown.');
  await expectText(template(page), both['app.yaml']);
  await server.write('app.yaml', Buffer.from([0xff]));
  await says(page, 'it is not UTF-8 text');
  await server.write('app.yaml', workflow('jobs.back'));
  await expectText(template(page), workflow('jobs.back'));
  await says(page, 'You are looking at');
});

testPage('a change here and one on disk are both kept until one chooses', reading, async (page, server) => {
  await openFiles(page);
  await paste(template(page), workflow('jobs.mine'));
  await says(page, 'What you have changed here is not saved.');
  await server.write('app.yaml', workflow('jobs.theirs'));
  await says(page, 'app.yaml has changed on disk, and you have changed it here.');
  await expectText(template(page), workflow('jobs.mine'));
  await choice(page, 'Compare').click();
  const dialog = page.getByRole('dialog');
  const lines = dialog.getByRole('group', { name: 'Changed lines' });
  assert.match(await lines.locator('del').innerText(), /jobs\.theirs/);
  assert.match(await lines.locator('ins').innerText(), /jobs\.mine/);
  await dialog.getByRole('button', { name: 'Take the file’s' }).click();
  await expectText(template(page), workflow('jobs.theirs'));
  // Nothing is lost: undo brings it back.
  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expectText(template(page), workflow('jobs.mine'));
});

testPage('what is changed here is saved where that is allowed', writing, async (page, server) => {
  await openFiles(page);
  assert.equal(await choice(page, 'Save').count(), 0);
  await paste(template(page), workflow('jobs.saved'));
  await choice(page, 'Save').click();
  await eventually(async () => assert.equal(await server.read('app.yaml'), workflow('jobs.saved')));
  await choice(page, 'Save').waitFor({ state: 'detached' });
  await paste(scenario(page), slow.replace('5m', '9m'));
  await scenario(page).press('ControlOrMeta+s');
  await eventually(async () => assert.equal(await server.read('slow.yaml'), slow.replace('5m', '9m')));
  assert.equal(await draft(page), null);
});

testPage('nothing is saved over a change on disk before one has chosen', writing, async (page, server) => {
  await openFiles(page);
  await paste(template(page), workflow('jobs.mine'));
  await choice(page, 'Save').waitFor();
  await server.write('app.yaml', workflow('jobs.theirs'));
  await choice(page, 'Keep mine').waitFor();
  await template(page).press('ControlOrMeta+s');
  assert.equal(await server.read('app.yaml'), workflow('jobs.theirs'));
  await choice(page, 'Keep mine').click();
  await choice(page, 'Save').click();
  await eventually(async () => assert.equal(await server.read('app.yaml'), workflow('jobs.mine')));
});

testPage('a file that is gone is written anew when one wants that', writing, async (page, server) => {
  await openFiles(page);
  await server.remove('app.yaml');
  await choice(page, 'Write it anew').click();
  await says(page, 'You are looking at');
  assert.equal(await server.read('app.yaml'), both['app.yaml']);
});

testPage('a scenario without a file is not saved, and that is said', { serve: serving(template_, ['app.yaml', '--write']) }, async (page) => {
  await openFiles(page);
  await paste(scenario(page), slow);
  await says(page, 'The scenario has no file: --scenario FILE gives it one.');
  assert.equal(await choice(page, 'Save').count(), 0);
});

testPage('a copy becomes the draft, and the files are left alone', writing, async (page, server) => {
  await openFiles(page);
  await paste(template(page), workflow('jobs.mine'));
  await choice(page, 'Edit a copy').click();
  await note(page).waitFor({ state: 'detached' });
  assert.equal(JSON.parse(await draft(page)).template, workflow('jobs.mine'));
  await server.write('app.yaml', workflow('jobs.theirs'));
  await page.waitForTimeout(1000);
  await expectText(template(page), workflow('jobs.mine'));
});

testPage('what cannot be saved is said, and can be tried again', writing, async (page, server) => {
  await openFiles(page);
  await paste(template(page), workflow('jobs.mine'));
  await page.route('**/live/template', (route) => route.fulfill({ json: { failed: 'No space left on device' } }));
  await choice(page, 'Save').click();
  await says(page, 'Nothing was saved: No space left on device');
  assert.equal(await server.read('app.yaml'), both['app.yaml']);
  await page.unroute('**/live/template');
  await choice(page, 'Try again').click();
  await eventually(async () => assert.equal(await server.read('app.yaml'), workflow('jobs.mine')));
  await says(page, 'You are looking at');
});

const carried = { serve: serving(template_, ['app.yaml'], []) };
testPage('the program carries the page, packed', carried, async (page) => {
  const packed = [];
  page.on('response', async (response) => packed.push(`${await response.headerValue('content-encoding')} ${response.url()}`));
  await openFiles(page);
  assert.ok(packed.some((it) => /^br .*_bg\.wasm$/.test(it)), packed.join('\n'));
});

testPage('can be done by keyboard alone', writing, async (page, server) => {
  await openFiles(page);
  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(' # mine');
  await choice(page, 'Save').waitFor();
  // The first may close what completion offers.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await tabTo(page, choice(page, 'Save'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await server.read('app.yaml'), `${both['app.yaml']} # mine`));
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, { ...options, ...writing }, async (page, server) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-file-${what}.png` });
    };
    await openFiles(page);
    await shoot('followed');
    await paste(template(page), workflow('jobs.mine'));
    await choice(page, 'Save').waitFor();
    await shoot('changed');
    await server.write('app.yaml', workflow('jobs.theirs'));
    await choice(page, 'Compare').waitFor();
    await shoot('conflict');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await choice(page, 'Compare').click();
    await page.getByRole('dialog').waitFor();
    await shoot('compare');
    assert.deepEqual(await violations(page), []);
  });
}
