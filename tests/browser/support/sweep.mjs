// The sweep as its users meet it.

import { readFile } from 'node:fs/promises';

export const sweep = (page) => page.getByRole('region', { name: 'Sweep' });
export const place = (page) => sweep(page).getByRole('combobox', { name: 'Vary' });
export const values = (page) => sweep(page).getByRole('textbox', { name: 'Values' });
export const budgets = (page) => sweep(page).getByRole('textbox', { name: 'Budgets' });
export const plot = (page) => sweep(page).getByRole('slider');
export const runs = (page) => sweep(page).getByRole('combobox', { name: 'Runs' });
export const figures = (page) => sweep(page).getByLabel('Figures of this value');

/** Shows it. */
export async function openSweep(page) {
  await page.getByRole('button', { name: 'Sweep', exact: true }).click();
}

/** Varies a place, as a user who types it. */
export async function vary(page, path, range) {
  await place(page).fill(path);
  await place(page).press('Enter');
  if (range) await values(page).fill(range);
}

/** Waits until all runs are done: `10,000 runs for each of 12 values`. */
export async function expectDone(page, text) {
  await sweep(page).getByText(text, { exact: true }).waitFor();
}

/** The file that it is saved as. */
export async function save(page, kind) {
  const download = page.waitForEvent('download');
  await sweep(page).getByRole('button', { name: `Save as ${kind}` }).click();
  const saved = await download;
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}
