// Two tabs with the same draft: neither ever overwrites what the other has written.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { choice, keeperIsThere, kept, names, note, openDrafts, stored, workflow, write } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { clear, eventually, expectBar, open, paste, scenario, sideways, template } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

/** A second tab, which has opened the draft that the first one has written. */
async function second(page) {
  await open(page);
  await clear(scenario(page));
  await write(page, 'jobs.both');
  await keeperIsThere(page);
  const other = await page.context().newPage();
  await open(other);
  await expectBar(other, 'jobs.both', /succeeded/);
  return other;
}

/** Both tabs have changed the draft, the first one first. */
async function torn(page) {
  const other = await second(page);
  await write(page, 'jobs.one');
  await note(other).getByText('was just changed in another tab').waitFor();
  await paste(template(other), workflow('jobs.other'));
  await note(other).getByText('Nothing is lost').waitFor();
  const both = [workflow('jobs.one'), workflow('jobs.other')];
  await eventually(async () => assert.deepEqual(await kept(other), both));
  return other;
}

testPage('a tab says that another has changed its draft, and can show that', {}, async (page) => {
  const other = await second(page);
  await write(page, 'jobs.one');
  await choice(other, 'Show the change').click();
  await expectBar(other, 'jobs.one', /succeeded/);
  assert.equal(await note(other).count(), 0);
  // From here on it is the newer one.
  await write(other, 'jobs.two');
  assert.deepEqual(await kept(other), [workflow('jobs.two')]);
  await note(page).getByText('was just changed in another tab').waitFor();
});

testPage('both are kept when both are changed', {}, async (page) => {
  const other = await torn(page);
  await choice(other, 'Keep both').click();
  await openDrafts(other);
  await eventually(async () => assert.deepEqual((await names(other)).sort(), ['My draft', 'My draft 2 *']));
  await Promise.all([page.reload(), other.reload()]);
  await expectBar(page, 'jobs.one', /succeeded/);
  await expectBar(other, 'jobs.other', /succeeded/);
});

testPage('only this one is kept, and the other is in its history', {}, async (page) => {
  const other = await torn(page);
  await choice(other, 'Keep only this').click();
  assert.deepEqual(await kept(other), [workflow('jobs.other')]);
  assert.match(await stored(other, 'laneway.history:'), /jobs\.one/);
  await write(other, 'jobs.more');
  assert.deepEqual(await kept(other), [workflow('jobs.more')]);
});

testPage('only the other one is kept, and this one is in its history', {}, async (page) => {
  const other = await torn(page);
  await choice(other, 'Keep only the other').click();
  await expectBar(other, 'jobs.one', /succeeded/);
  assert.deepEqual(await kept(other), [workflow('jobs.one')]);
  assert.match(await stored(other, 'laneway.history:'), /jobs\.other/);
});

testPage('a tab whose draft was deleted in another goes on in a new one', {}, async (page) => {
  const other = await second(page);
  await page.evaluate(() => localStorage.removeItem('laneway.draft'));
  await paste(template(other), workflow('jobs.other'));
  await eventually(async () => assert.deepEqual(await kept(other), [workflow('jobs.other')]));
  await other.reload();
  await expectBar(other, 'jobs.other', /succeeded/);
});

testPage('tabs with different drafts do not touch each other', {}, async (page) => {
  const other = await second(page);
  await openDrafts(other);
  await other.getByRole('button', { name: 'New draft' }).click();
  await write(other, 'jobs.other');
  await write(page, 'jobs.one');
  assert.equal(await note(page).count(), 0);
  assert.equal(await note(other).count(), 0);
  await Promise.all([page.reload(), other.reload()]);
  await expectBar(page, 'jobs.one', /succeeded/);
  await expectBar(other, 'jobs.other', /succeeded/);
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const other = await torn(page);
    assert.ok((await sideways(other)) <= 0, 'scrolls sideways');
    await other.screenshot({ path: `${folder}${look}-draft-in-two-tabs.png` });
    assert.deepEqual(await violations(other), []);
  });
}
