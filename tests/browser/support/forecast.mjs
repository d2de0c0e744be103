// The forecast as its users meet it.

import { readFile } from 'node:fs/promises';

export const forecast = (page) => page.getByRole('region', { name: 'Forecast' });
export const runs = (page) => forecast(page).getByRole('combobox', { name: 'Runs' });
export const command = (page) => forecast(page).locator('.command code');

/** Shows it. */
export async function openForecast(page) {
  await page.getByRole('button', { name: 'Forecast', exact: true }).click();
}

/** Waits until so many runs have been simulated: `10,000 runs`. */
export async function expectRuns(page, count) {
  await forecast(page).getByText(count, { exact: true }).waitFor();
}

/** How many runs have been simulated. */
export async function progress(page) {
  const text = await forecast(page).locator('.foresight-status').innerText();
  return Number(text.match(/^[\d,]+/)?.[0].replaceAll(',', ''));
}

/** The text of a list of figures. */
export const says = async (page, name) => (await forecast(page).getByLabel(name).textContent()) ?? '';

/** The file that it is saved as. */
export async function save(page) {
  const download = page.waitForEvent('download');
  await forecast(page).getByRole('button', { name: 'Save as JSON' }).click();
  return readFile(await (await download).path(), 'utf8');
}
