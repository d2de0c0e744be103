// A lesson in a link: it opens as one, whoever opens it keeps their draft, and it is passed on from the page as from the
// terminal.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { choice, commandLine, dice, note, visit } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, paste, sideways, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const lesson = (page) => page.getByRole('complementary', { name: 'Lesson' });
const control = (page, name) => lesson(page).getByRole('button', { name, exact: true });
const titled = (page, name) => lesson(page).getByRole('heading', { level: 2, name }).waitFor();
const dialog = (page) => page.getByRole('dialog', { name: 'Share' });
const draft = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('laneway.draft'))?.template);
const follow = (page, hash) => page.evaluate((it) => (location.hash = it), hash);

const mine = 'workflows:\n  - name: setup\n    order_from: [jobs.mine]';
const ours = await readFile(new URL('../../web/lessons/01-one-after-another.md', import.meta.url), 'utf8');
const text = ours.replace('title: One after another is slow', 'title: Of my own');
const link = (await commandLine(['lesson', 'link', '-'], text)).trim();

async function openMine(page) {
  await open(page);
  await paste(template(page), mine);
  await expectBar(page, 'jobs.mine', /succeeded/);
  await eventually(async () => assert.equal(await draft(page), mine));
}

testPage('a link opens its lesson, and leaves the draft alone', { reducedMotion: 'reduce' }, async (page) => {
  await openMine(page);
  await visit(page, `./${link}`);
  await titled(page, 'Of my own');
  assert.equal(await lesson(page).locator('.course-troubles').count(), 0);
  await eventually(async () => assert.match(await textOf(template(page)), /services\.shop/));
  await control(page, 'Next').click();
  await lesson(page).getByRole('slider').press('End');
  await control(page, 'That is my guess').click();
  await lesson(page).getByText('You said 3m; it ends at 2m: 1m too late.').waitFor();
  assert.equal(await draft(page), mine);
  await page.reload();
  await titled(page, 'Of my own');
  assert.equal(await draft(page), mine);
  await control(page, 'Leave').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(new URL(page.url()).hash, '');
  assert.equal(await draft(page), mine);
});

testPage('a lesson and a workflow take turns in the address', {}, async (page) => {
  await openMine(page);
  await follow(page, link);
  await titled(page, 'Of my own');
  await follow(page, (await commandLine(['share', '-'], mine.replace('jobs.mine', 'jobs.theirs'))).trim());
  await note(page).getByText('You are looking at a shared workflow.').waitFor();
  await expectBar(page, 'jobs.theirs', /succeeded/);
  assert.equal(await lesson(page).count(), 0);
  await follow(page, link);
  await titled(page, 'Of my own');
  await eventually(async () => assert.equal(await note(page).count(), 0));
  // Another lesson takes its place in the address, too.
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('dialog', { name: 'Lessons' }).getByRole('button', { name: 'Only so many at once' }).click();
  await titled(page, 'Only so many at once');
  const { hash, search } = new URL(page.url());
  assert.deepEqual([hash, search], ['', '?lesson=10-only-so-many-at-once']);
  await control(page, 'Leave').click();
  await expectBar(page, 'jobs.mine', /succeeded/);
  assert.equal(await draft(page), mine);
});

testPage('a lesson of a file is shared by the link that the terminal prints', {}, async (page) => {
  await openMine(page);
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  const file = { name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from(text) };
  await page.getByRole('dialog', { name: 'Lessons' }).locator('input[type=file]').setInputFiles(file);
  await titled(page, 'Of my own');
  await control(page, 'Share lesson').click();
  const field = dialog(page).getByRole('textbox', { name: 'Link', exact: true });
  await dialog(page).getByText('Whoever has the link has the whole lesson.').waitFor();
  const shared = await field.inputValue();
  assert.equal(new URL(shared).hash, link);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog(page).getByRole('button', { name: 'Save lesson' }).click(),
  ]);
  assert.equal(await readFile(await download.path(), 'utf8'), text);
  await visit(page, shared);
  await titled(page, 'Of my own');
  // Ours need no link: they are in the address.
  await visit(page, './?lesson=01-one-after-another');
  await titled(page, 'One after another is slow');
  assert.equal(await control(page, 'Share lesson').count(), 0);
});

testPage('a secret in a lesson is told before there is a link', {}, async (page) => {
  await open(page);
  const token = `ghp_${'a1b2c3d4e5f6'.repeat(3)}`;
  const secret = text.replace('# Each task takes half a minute.', `# Each task takes ${token}.`);
  await follow(page, (await commandLine(['lesson', 'link', '-', '--with-secrets'], secret)).trim());
  await titled(page, 'Of my own');
  await control(page, 'Share lesson').click();
  await dialog(page).getByRole('listitem').filter({ hasText: /Lesson 17:\d+.*GitHub token/ }).waitFor();
  assert.equal(await dialog(page).getByRole('textbox').count(), 0);
});

testPage('what is left of a damaged link is the workflow of its lesson', {}, async (page) => {
  await openMine(page);
  await follow(page, link.slice(0, -12));
  await note(page).getByText('The end of this link is missing').waitFor();
  assert.equal((await lesson(page).innerText()).trim(), '');
  await choice(page, 'Show what is left').click();
  await expectBar(page, 'services.search', /ready at 2m/);
  assert.equal(await draft(page), mine);
});

testPage('a lesson that is none says so, and breaks nothing', {}, async (page) => {
  await openMine(page);
  for (const written of ['', 'no lesson at all', '## A step\n```yaml template\n{{{\n']) {
    const hash = await page.evaluate(async (lesson) => {
      const links = await import('./links.js');
      const shared = { template: '', scenario: '', stage: null, seed: null, view: {}, lesson };
      return `#${(await links.ask({ write: { shared, redact: false } })).written.fragment}`;
    }, written);
    await follow(page, hash);
    await lesson(page).locator('.course-troubles').waitFor();
    await control(page, 'Leave').click();
    await expectBar(page, 'jobs.mine', /succeeded/);
  }
  assert.equal(await draft(page), mine);
});

/** The link with something done to it in one place. */
function mutilated(roll) {
  const at = 3 + roll(link.length - 3);
  const letter = 'AZaz09-_'[roll(8)];
  return [link.slice(0, at), link.slice(0, at) + letter + link.slice(at + 1), link.slice(0, at) + link.slice(at + 1 + roll(20))][roll(3)];
}

testPage('the page stands whatever happened to the link of a lesson', {}, async (page) => {
  await openMine(page);
  const roll = dice(99);
  for (let count = 0; count < 25; count += 1) {
    await follow(page, mutilated(roll));
    await Promise.race([note(page).waitFor(), titled(page, 'Of my own')]);
    await page.getByRole('treegrid').waitFor();
    assert.equal(await draft(page), mine);
  }
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, { ...options, reducedMotion: 'reduce' }, async (page) => {
    await page.goto(`./${link}`);
    await titled(page, 'Of my own');
    assert.ok((await sideways(page)) <= 0, 'it scrolls sideways');
    await page.screenshot({ path: `${folder}${look}-lesson-link.png` });
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await control(page, 'Share lesson').click();
    await dialog(page).getByText('Whoever has the link has the whole lesson.').waitFor();
    await page.screenshot({ path: `${folder}${look}-lesson-share.png` });
    assert.deepEqual(await violations(page), []);
  });
}
