// A whole session by keyboard alone: write, repair, simulate, look around, share, come back, learn.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { visit } from './support/links.mjs';
import {
  eventually,
  expectBar,
  expectFigures,
  fixes,
  open,
  problems,
  scenario,
  tabTo,
  template,
  textOf,
} from './support/playground.mjs';

const misspelled = 'workflows: [{name: setup, order_fromm: [jobs.first, jobs.second]}]';
const repaired = misspelled.replace('fromm', 'from');
const behaviour = 'defaults: {jobs: {runs_for: 5s}}';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page, name) => page.getByRole('dialog', { name });
const focusedName = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');

/** Goes to something, and presses Enter there. */
async function choose(page, locator, key) {
  await tabTo(page, locator, key);
  await page.keyboard.press('Enter');
}

/** Goes into an editor, writes in the place of all that is there, and gives the Tab key back. */
async function write(page, editor, text, key) {
  await tabTo(page, editor, key);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
  await eventually(async () => assert.equal(await textOf(editor), text));
  await page.keyboard.press('Escape');
}

testPage('a whole session needs no pointer', { reducedMotion: 'reduce' }, async (page) => {
  await open(page);

  await write(page, template(page), misspelled);
  await problems(page).filter({ hasText: 'is no key of a stage' }).waitFor();
  await page.keyboard.press('Escape');
  await choose(page, fixes(page).first());
  await eventually(async () => assert.equal(await textOf(template(page)), repaired));
  await expectBar(page, 'jobs.second', /succeeded at 1m/);

  await write(page, scenario(page), behaviour);
  await expectBar(page, 'jobs.second', /succeeded at 10s/);
  await expectFigures(page, { 'Last step done': '10s', 'All settled': '10s', 'One by one': '10s', Saved: '0s' });

  // The editor closes its list of words with the first Escape.
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('treegrid').locator('[tabindex="0"]'));
  await page.keyboard.press('End');
  await eventually(async () => assert.match(await focusedName(page), /^jobs\.second, step /));
  await page.keyboard.press('Enter');
  await page.locator('.cm-markedLine', { hasText: 'jobs.second' }).waitFor();

  await choose(page, button(page, 'Share'), 'Shift+Tab');
  await dialog(page, 'Share').waitFor();
  const link = dialog(page, 'Share').getByRole('textbox', { name: 'Link', exact: true });
  await eventually(async () => assert.match(await link.inputValue(), /#\d+\./));
  const shared = await link.inputValue();
  await page.keyboard.press('Escape');
  await dialog(page, 'Share').waitFor({ state: 'detached' });

  await eventually(async () => {
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('laneway.draft')));
    assert.deepEqual([kept.template, kept.scenario], [repaired, behaviour]);
  });
  await page.reload();
  await expectBar(page, 'jobs.second', /succeeded at 10s/);
  assert.equal(await textOf(template(page)), repaired);

  await choose(page, button(page, 'Lessons'));
  await choose(page, dialog(page, 'Lessons').getByRole('button', { name: 'One after another is slow' }));
  const lesson = page.getByRole('complementary', { name: 'Lesson' });
  await lesson.getByRole('heading', { level: 3, name: 'A workflow with four tasks' }).waitFor();
  await choose(page, lesson.getByRole('button', { name: 'Next', exact: true }));
  await tabTo(page, lesson.getByRole('slider'));
  await page.keyboard.press('End');
  await choose(page, lesson.getByRole('button', { name: 'That is my guess', exact: true }));
  await lesson.getByText('You said 3m; it ends at 2m: 1m too late.').waitFor();
  await choose(page, lesson.getByRole('button', { name: 'Leave', exact: true }), 'Shift+Tab');
  await expectBar(page, 'jobs.second', /succeeded at 10s/);
  assert.equal(await textOf(template(page)), repaired);

  // What was shared is what was written, for whoever opens it.
  await visit(page, shared);
  await expectBar(page, 'jobs.second', /succeeded at 10s/);
  assert.equal(await textOf(scenario(page)), behaviour);
});
