// What matters most, in Firefox: the page needs no particular browser.

import assert from 'node:assert/strict';
import { bar, named, said, testInFirefox, write } from './support/firefox.mjs';

const oneLine = 'workflows: [{ name: setup, order_from: [jobs.typed] }]';

async function open(page, address) {
  await page.goto(address);
  await page.waitForSelector('[role="treegrid"]');
}

testInFirefox('opens with an example, simulated', async (page, address) => {
  await open(page, address);
  await bar(page, 'services.backend', 'ready at 1m');
  await named(page, 'region', 'Problems');
});

testInFirefox('what is typed is checked and simulated, and kept', async (page, address) => {
  await open(page, address);
  await write(page, 'Template text', oneLine);
  await bar(page, 'jobs.typed', 'succeeded at 30s');
  await write(page, 'Scenario text', 'tasks: { jobs.typed: { runs_for: 2m } }');
  await bar(page, 'jobs.typed', 'succeeded at 2m');
  await page.waitForFunction(() => localStorage.getItem('laneway.draft')?.includes('runs_for: 2m'));
  await page.reload();
  await bar(page, 'jobs.typed', 'succeeded at 2m');
});

testInFirefox('a link is made, and opens', async (page, address) => {
  await open(page, address);
  await write(page, 'Template text', oneLine);
  await bar(page, 'jobs.typed', 'succeeded');
  await (await named(page, 'button', 'Share')).click();
  const field = await named(page, 'textbox', 'Link');
  const link = await field.evaluate((input) => input.value);
  assert.ok(link.startsWith(`${address}#1.`), link);
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await said(page, 'You are looking at a shared workflow.');
  await bar(page, 'jobs.typed', 'succeeded');
});

testInFirefox('forecasts', async (page, address) => {
  await open(page, address);
  await write(page, 'Scenario text', 'tasks: { services.backend: { ready_after: { uniform: [1m, 3m] } } }');
  await bar(page, 'services.backend', 'ready at');
  await (await named(page, 'button', 'Forecast')).click();
  await said(page, '10,000 runs');
});
