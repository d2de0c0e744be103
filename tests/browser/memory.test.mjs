// What the page remembers from one visit to the next.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { eventually, expectBar, open, paste, scenario, template, textOf } from './support/playground.mjs';

const mine = 'workflows:\n  - name: setup\n    order_from: [jobs.mine]';

testPage('a draft is there after a reload', {}, async (page) => {
  await open(page);
  await paste(template(page), mine);
  await paste(scenario(page), 'tasks:\n  jobs.mine: { runs_for: 7s }');
  await expectBar(page, 'jobs.mine', /succeeded at 7s/);
  await page.reload();
  await expectBar(page, 'jobs.mine', /succeeded at 7s/);
  assert.equal(await textOf(template(page)), mine);
});

testPage('so are the colours', { colorScheme: 'light' }, async (page) => {
  const ink = () => page.evaluate(() => getComputedStyle(document.body).color);
  const toggle = page.getByRole('button', { name: /^Theme: / });
  await open(page);
  const light = await ink();
  while ((await toggle.getAttribute('aria-label')) !== 'Theme: dark') {
    const before = await toggle.getAttribute('aria-label');
    await toggle.click();
    await eventually(async () => assert.notEqual(await toggle.getAttribute('aria-label'), before));
  }
  await eventually(async () => assert.notEqual(await ink(), light));
  const dark = await ink();
  await page.reload();
  await page.getByRole('button', { name: 'Theme: dark' }).waitFor();
  assert.equal(await ink(), dark);
});
