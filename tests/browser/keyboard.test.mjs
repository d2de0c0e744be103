// Everything can be reached and read without a pointer; the pointer gets the same explanations.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { bar, eventually, expectProblems, fixes, open, pick, pieces, tabTo, template } from './support/playground.mjs';

const focusedName = (page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
const details = (page) => page.locator('.timeline__details');

testPage('the example is repaired and read by keyboard alone', {}, async (page) => {
  await open(page);
  await expectProblems(page, /^Error, template line 2/);
  // Into the template and out of it again: Tab indents there, Escape gives it back.
  await tabTo(page, template(page));
  await page.keyboard.press('Escape');
  await tabTo(page, fixes(page));
  await page.keyboard.press('Enter');
  await expectProblems(page);
});

testPage('arrow keys walk through the timeline', {}, async (page) => {
  await open(page);
  await pick(page, 'B before A');
  await bar(page, 'services.b').waitFor();
  await page.getByRole('treegrid').locator('[tabindex="0"]').focus();
  await page.keyboard.press('End');
  await eventually(async () => assert.match(await focusedName(page), /^services\.b, step everything: /));
  await page.keyboard.press('ArrowRight');
  await eventually(async () => assert.match(await focusedName(page), /^Attempt 1 crashed at 3s/));
  await details(page).getByText('Attempt 1 crashed').waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await eventually(async () => assert.match(await focusedName(page), /^Back-off /));
  await page.keyboard.press('Escape');
  await details(page).waitFor({ state: 'hidden' });
});

testPage('the pointer gets the cause of each wait', {}, async (page) => {
  await open(page);
  const { x, y, width, height } = await pieces(page, 'services.backend').first().boundingBox();
  await page.mouse.move(x + width / 2, y + height / 2);
  await details(page).getByText(/Waits 0s – 30s for the step before it: .*jobs\.(migrate|scrub)/).waitFor();
});

testPage('a task that is selected is marked in the text', {}, async (page) => {
  await open(page);
  await pieces(page, 'services.backend').last().click();
  await page.locator('.cm-markedLine', { hasText: 'services.backend' }).waitFor();
});
