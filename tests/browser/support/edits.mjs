// Edits in the picture, as their users make them.

import assert from 'node:assert/strict';
import { bar, eventually, pieces } from './playground.mjs';

export const note = (page) => page.locator('.ghost-note');
export const opener = (page, name) => page.getByRole('button', { name: `Edit ${name}`, exact: true });
export const menu = (page) => page.getByRole('dialog', { name: /^Edit / });
export const grip = (page) => page.locator('.hand__grip');
export const label = (page) => page.locator('.hand__label');

/** Waits until the note says this. */
export async function expectNote(page, pattern) {
  await eventually(async () => assert.match(await note(page).innerText(), pattern));
}

/** Points at a task, and promises the middle of the grip at the end of its bar. */
export async function reach(page, task) {
  await pieces(page, task).last().hover();
  await opener(page, task).waitFor();
  await grip(page).waitFor();
  const { x, y, width, height } = await grip(page).boundingBox();
  return { x: x + width / 2, y: y + height / 2 };
}

/** Goes to a row by keyboard. */
export async function goTo(page, task) {
  await bar(page, task).waitFor();
  const at = () => page.evaluate(() => document.activeElement?.closest('.timeline__row')?.dataset.task);
  // A busy page may not have taken the keys yet, or lose the row from which they go on.
  await eventually(async () => {
    await page.getByRole('treegrid').locator('[tabindex="0"]').focus();
    await page.keyboard.press('Home');
    for (let row = 0; row < 60 && (await at()) !== task; row += 1) await page.keyboard.press('ArrowDown');
    assert.equal(await at(), task);
  });
}
