// Whoever looks at what somebody shared keeps their own draft, whatever they do, until they want a copy.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { choice, commandLine, note, visit } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import {
  bar,
  eventually,
  expectBar,
  open,
  paste,
  pick,
  sideways,
  tabTo,
  template,
  textOf,
} from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const workflow = (task) => `workflows:\n  - name: setup\n    order_from: [${task}]`;
const mine = workflow('jobs.mine');
const theirs = `workflows:
  - name: setup
    order_from: [jobs.first]
  - name: teardown
    order_from: [jobs.theirs, jobs.after]
`;

const link = async (text, ...options) => (await commandLine(['share', '-', ...options], text)).trim();
const draft = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('laneway.draft'))?.template);

/** Follows a link in the page that is open. */
const follow = (page, hash) => page.evaluate((it) => (location.hash = it), hash);

/** A page with a draft. */
async function openMine(page) {
  await open(page);
  await paste(template(page), mine);
  await expectBar(page, 'jobs.mine', /succeeded/);
  await eventually(async () => assert.equal(await draft(page), mine));
}

testPage('a link opens with its stage and its task', {}, async (page) => {
  await page.goto(`./${await link(theirs, '--stage', 'teardown', '--task', 'jobs.after')}`);
  await note(page).getByText('You are looking at a shared workflow.').waitFor();
  await expectBar(page, 'jobs.after', /succeeded at 1m/);
  assert.equal(await page.getByRole('combobox', { name: 'Stage' }).inputValue(), 'teardown');
  await page.locator('.cm-markedLine', { hasText: 'jobs.after' }).waitFor();
  await page.getByRole('row', { selected: true }).filter({ has: bar(page, 'jobs.after') }).waitFor();
});

testPage('the draft is untouched by what is done to a shared workflow', {}, async (page) => {
  await openMine(page);
  await follow(page, await link(theirs));
  await expectBar(page, 'jobs.first', /succeeded/);
  assert.equal(await draft(page), mine);
  await paste(template(page), workflow('jobs.edited'));
  await expectBar(page, 'jobs.edited', /succeeded/);
  await note(page).waitFor();
  await pick(page, 'The same shop');
  await expectBar(page, 'services.storefront', /ready/);
  assert.equal(await draft(page), mine);
  await visit(page, './');
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(await note(page).count(), 0);
});

testPage('back to mine brings the draft back, and takes the link out of the address', {}, async (page) => {
  await openMine(page);
  const shared = await link(theirs);
  await follow(page, shared);
  await choice(page, 'Back to mine').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(new URL(page.url()).hash, '');
  // The same link can be followed again.
  await follow(page, shared);
  await expectBar(page, 'jobs.first', /succeeded/);
});

testPage('a copy becomes the draft, and the one before it can be brought back', {}, async (page) => {
  await openMine(page);
  await follow(page, await link(theirs));
  await expectBar(page, 'jobs.first', /succeeded/);
  await choice(page, 'Edit a copy').click();
  await note(page).getByText('This copy is your draft now.').waitFor();
  assert.equal(await draft(page), theirs);
  assert.equal(new URL(page.url()).hash, '');
  await page.reload();
  await expectBar(page, 'jobs.first', /succeeded/);
  await choice(page, 'Bring mine back').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  await eventually(async () => assert.equal(await draft(page), mine));
  await page.reload();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(await note(page).count(), 0);
});

testPage('another link is opened in the place of the first', {}, async (page) => {
  await openMine(page);
  await follow(page, await link(theirs));
  await expectBar(page, 'jobs.first', /succeeded/);
  await follow(page, await link(workflow('jobs.others')));
  await expectBar(page, 'jobs.others', /succeeded/);
  // What leads to a part of the page is no link, and leaves what is looked at.
  await follow(page, '#timeline');
  await note(page).waitFor();
  await follow(page, '#1.broken');
  await note(page).getByText('The end of this link is missing').waitFor();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(await draft(page), mine);
});

testPage('line ends of any kind leave every place where it is', {}, async (page) => {
  await page.goto(`./${await link(theirs.replaceAll('\n', '\r\n'), '--stage', 'teardown', '--task', 'jobs.after')}`);
  await page.locator('.cm-markedLine', { hasText: 'jobs.after' }).waitFor();
  assert.equal(await page.locator('.cm-markedLine').count(), 1);
});

testPage('can be decided by keyboard alone', {}, async (page) => {
  await openMine(page);
  await visit(page, `./${await link(theirs)}`);
  await expectBar(page, 'jobs.first', /succeeded/);
  await tabTo(page, choice(page, 'Back to mine'));
  await page.keyboard.press('Enter');
  await expectBar(page, 'jobs.mine', /succeeded/);
  // One goes on where the note was.
  await page.keyboard.press('Tab');
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(focused, 'Height of the template');
});

testPage('says so when links cannot be loaded', {}, async (page) => {
  await page.route('**/link-engine*', (route) => route.fulfill({ contentType: 'text/plain', body: '' }));
  await page.goto(`./${await link(theirs)}`);
  await note(page).getByText('The link could not be opened.').waitFor();
  await page.getByRole('treegrid').waitFor();
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-link-${what}.png` });
    };
    await openMine(page);
    await follow(page, await link(theirs));
    await expectBar(page, 'jobs.first', /succeeded/);
    await shoot('shared');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await choice(page, 'Edit a copy').click();
    await note(page).getByText('This copy is your draft now.').waitFor();
    await shoot('copied');
    await follow(page, (await link(theirs.repeat(4))).slice(0, -20));
    await note(page).getByText('The end of this link is missing').waitFor();
    await shoot('broken');
    assert.deepEqual(await violations(page), []);
  });
}
