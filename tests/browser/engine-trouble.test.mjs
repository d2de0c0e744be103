// An engine that dies over a text, or never ends: another one takes its place, the text stays, and what happened can be
// reported without giving anything away.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { expectBar, eventually, open, paste, tabTo, template, textOf } from './support/playground.mjs';
import { dist } from './support/site.mjs';

const workflow = (task) => `workflows:\n  - name: setup\n    order_from: [${task}]`;

/** Lets the engine's worker do something about a text with a word in it. */
async function sabotage(page, word, act) {
  const worker = await readFile(`${dist}worker.js`, 'utf8');
  const body = `${worker}
    addEventListener('message', ({ data }) => {
      if (data instanceof Uint8Array && new TextDecoder().decode(data).includes('${word}')) ${act}
    });`;
  await page.route('**/worker.js', (route) => route.fulfill({ contentType: 'text/javascript', body }));
}

const alert = (page) => page.getByRole('alert');
const reportText = (page) => page.getByRole('textbox', { name: 'Report text' });

testPage('a crash leaves the text, and the next change is simulated', {}, async (page) => {
  await sabotage(page, 'jobs.deadly', "throw new Error('struck down');");
  await open(page);
  await paste(template(page), workflow('jobs.deadly'));
  await alert(page).getByText('The simulation engine stopped over this text').waitFor();
  assert.equal(await textOf(template(page)), workflow('jobs.deadly'));
  await eventually(async () => {
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('laneway.draft')).template);
    assert.equal(kept, workflow('jobs.deadly'));
  });
  await paste(template(page), workflow('jobs.healthy'));
  await expectBar(page, 'jobs.healthy', /succeeded/);
  await alert(page).waitFor({ state: 'detached' });
});

testPage('an engine that never ends is replaced', {}, async (page) => {
  await sabotage(page, 'jobs.endless', 'for (;;);');
  await open(page);
  await paste(template(page), workflow('jobs.endless'));
  await alert(page).getByText('more than ten seconds').waitFor();
  await alert(page).getByRole('button', { name: 'Report' }).click();
  assert.match(await reportText(page).inputValue(), /took more than ten seconds/);
  await page.keyboard.press('Escape');
  await paste(template(page), workflow('jobs.healthy'));
  await expectBar(page, 'jobs.healthy', /succeeded/);
});

for (const colorScheme of ['light', 'dark']) {
  testPage(`a report says what happened, and holds the texts only if one wants that: ${colorScheme}`, { colorScheme }, async (page) => {
    await sabotage(page, 'jobs.deadly', "throw new Error('struck down');");
    await open(page);
    await paste(template(page), workflow('jobs.deadly'));
    await alert(page).waitFor();
    await page.keyboard.press('Escape');
    await tabTo(page, alert(page).getByRole('button', { name: 'Report' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const said = await reportText(page).inputValue();
    const build = await page.locator('meta[name="laneway-version"]').getAttribute('content');
    for (const part of [`build ${build}`, 'stopped over these texts', 'struck down', 'Chrome', 'Template: 3 lines']) {
      assert.ok(said.includes(part), `no ${part} in:\n${said}`);
    }
    assert.ok(!said.includes('deadly'), said);
    assert.deepEqual(await violations(page), []);
    await page.getByRole('checkbox', { name: 'With the template and the scenario' }).check();
    assert.ok((await reportText(page).inputValue()).includes(workflow('jobs.deadly')));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await reportText(page).inputValue());
  });
}

testPage('without the engine there is a first picture, and it is loaded when the user wants that', {}, async (page) => {
  await page.route('**/engine_bg.wasm', (route) => route.fulfill({ contentType: 'text/plain', body: '' }));
  await open(page);
  await expectBar(page, 'services.backend', /ready at 1m/);
  await alert(page).getByText('could not be loaded').waitFor();
  await paste(template(page), workflow('jobs.healthy'));
  await page.unroute('**/engine_bg.wasm');
  await alert(page).getByRole('button', { name: 'Try again' }).click();
  await expectBar(page, 'jobs.healthy', /succeeded/);
  await alert(page).waitFor({ state: 'detached' });
});
