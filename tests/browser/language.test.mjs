// The editors complete words and tell meanings, wherever in a line the cursor is and whatever
// characters stand before it.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testPage } from './support/harness.mjs';
import { eventually, open, paste, scenario, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
/** A list that has just come up takes no Enter for 75 ms, as that may have been meant for the text. */
const UNANSWERED = 150;
const head = '# 🚀 部署 e\u0301\nservices: [{ name: db }, { name: größe }]\njobs: [{ name: migrate }]\n';
const words = (page) => page.getByRole('listbox', { name: 'Completions' });
const chosen = (page) => words(page).getByRole('option', { selected: true });

/** Puts the text into the template, with the cursor at its end. */
async function begin(page, text) {
  await paste(template(page), text);
  await template(page).press('ControlOrMeta+End');
}

testPage('a key is completed, with its colon', {}, async (page) => {
  await open(page);
  await begin(page, `${head}workflows:\n  - name: setup\n    parallelize:\n      - step: "🚀 部署"\n        `);
  await page.keyboard.press('Control+Space');
  await words(page).getByRole('option', { name: 'halt_on_error' }).waitFor();
  await page.keyboard.type('hal');
  await eventually(async () => assert.equal(await chosen(page).textContent(), 'halt_on_error'));
  await pause(UNANSWERED);
  await page.screenshot({ path: `${folder}completion.png` });
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await textOf(template(page)), /^ {8}halt_on_error: $/m));
});

testPage('a task is completed behind emoji in its line, and undone', {}, async (page) => {
  await open(page);
  const line = '      - { step: "🚀🚀 部署", tasks: [services.gr] }';
  await begin(page, `${head}workflows:\n  - name: setup\n    parallelize:\n${line}`);
  for (const _ of '] }') await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Control+Space');
  await words(page).getByRole('option', { name: 'services.größe' }).waitFor();
  await pause(UNANSWERED);
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await textOf(template(page)), /部署", tasks: \[services\.größe\] }$/m));
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.match(await textOf(template(page)), /部署", tasks: \[services\.gr\] }$/m));
});

testPage('a scenario is offered the tasks of the template; Escape closes the list', {}, async (page) => {
  await open(page);
  await paste(scenario(page), 'tasks:\n  ');
  await scenario(page).press('ControlOrMeta+End');
  await page.keyboard.press('Control+Space');
  await words(page).getByRole('option', { name: 'jobs.migrate' }).waitFor();
  await page.keyboard.press('Escape');
  await words(page).waitFor({ state: 'detached' });
});

testPage('a task under the pointer is told with its times', {}, async (page) => {
  await open(page);
  const stage = 'workflows:\n  - name: setup\n    order_from:\n      - services.größe\n      - services.db # 🚀\n';
  await paste(template(page), `${head}${stage}`);
  await paste(scenario(page), '# 部署 🚀\ntasks: { services.größe: { ready_after: 40s } }\n');
  await page.getByText('setup succeeded after 1m 10s').first().waitFor();
  // The text at the beginning of the line; its element is as wide as the editor.
  await template(page).getByText('services.db').hover({ position: { x: 110, y: 10 } });
  await page.locator('.cm-meaning').getByText('starts at 40s').waitFor();
  await page.screenshot({ path: `${folder}hover.png` });
});
