// The page as its users meet it: by roles and accessible names, and by what can be seen.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { PATIENCE } from './chromium.mjs';

const POLL = 50;

/** Repeats `check` until it neither throws nor rejects; the last error counts when patience ends. */
export async function eventually(check) {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(POLL);
    }
  }
}

/** Opens the page and waits until it has simulated what it opens with. */
export async function open(page) {
  await page.goto('./');
  await page.getByRole('treegrid').waitFor();
}

export const template = (page) => page.getByRole('textbox', { name: 'Template text' });
export const scenario = (page) => page.getByRole('textbox', { name: 'Scenario text' });
export const problems = (page) =>
  page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: /^(Error|Warning|Hint), / });
export const fixes = (page) =>
  page.getByRole('region', { name: 'Problems' }).getByRole('list', { name: 'Fixes' }).getByRole('button');

/** The accessible names of all elements of a locator. */
export const namesOf = (locator) =>
  locator.evaluateAll((all) => all.map((element) => element.getAttribute('aria-label') ?? element.textContent));

/** How far the page can be scrolled sideways, in pixels. */
export const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/**
 * Presses Tab, or the key that goes back, until the element has the focus; fails after more stops than there are. An editor
 * lets go of Tab for two seconds after Escape, which a busy machine may miss.
 */
export async function tabTo(page, locator, key = 'Tab') {
  for (let stop = 0; stop < 60; stop += 1) {
    const isInEditor = await page.evaluate(() => document.activeElement?.matches('.cm-content') ?? false);
    if (isInEditor) await page.keyboard.press('Escape');
    await page.keyboard.press(key);
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail('Tab never got there');
}

/** What stands in an editor; only for texts that fit on the screen, as editors draw no more. */
export async function textOf(editor) {
  return editor.evaluate((element) =>
    Array.from(element.querySelectorAll('.cm-line'), (line) => line.textContent).join('\n'),
  );
}

/** Replaces an editor's text from the clipboard, as a user who pastes. */
export async function paste(editor, text) {
  await clear(editor);
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Removes all text of an editor. */
export async function clear(editor) {
  await editor.focus();
  await editor.press('ControlOrMeta+a');
  await editor.press('Delete');
}

/** Waits until the picture is that of the present texts, or of the last ones that could be simulated. */
export async function settled(page) {
  await page.locator('#timeline[aria-busy="false"]').waitFor({ state: 'attached' });
}

/** Picks an example by a word of its title, and waits for its picture. */
export async function pick(page, title) {
  const picker = page.getByRole('combobox', { name: 'Example' });
  const label = (await picker.getByRole('option').allTextContents()).find((text) => text.includes(title));
  assert.ok(label, `there is no example named like ${title}`);
  await picker.selectOption({ label });
  await settled(page);
}

/** The headline figures, such as `{ 'All settled': '1m' }`. */
export async function figures(page) {
  return page.getByLabel('Figures').evaluate((list) =>
    Object.fromEntries(
      Array.from(list.querySelectorAll('dt'), (term) => [term.textContent, term.nextElementSibling.textContent]),
    ),
  );
}

/** Waits until the figures are exactly these. */
export async function expectFigures(page, expected) {
  await eventually(async () => assert.deepEqual(await figures(page), expected));
}

/** Waits until the problems are those that the patterns describe, in order. */
export async function expectProblems(page, ...patterns) {
  await eventually(async () => {
    const names = await namesOf(problems(page));
    assert.equal(names.length, patterns.length, names.join('\n'));
    patterns.forEach((pattern, index) => assert.match(names[index], pattern));
  });
}

/** The cell that stands for a task's whole bar. */
export const bar = (page, task) => page.getByRole('gridcell', { name: `${task}, step ` });

/** The cells over the pieces of a task's bar, in order of time. */
export const pieces = (page, task) =>
  page.getByRole('row').filter({ has: bar(page, task) }).locator('[data-segment]');

/** Waits until the accessible name of a task's bar matches. */
export async function expectBar(page, task, pattern) {
  await eventually(async () => assert.match((await bar(page, task).getAttribute('aria-label')) ?? '', pattern));
}
