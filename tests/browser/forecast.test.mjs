// What to expect of many runs: it comes bit by bit, can be stopped, belongs to the present text, and is
// what the command line says.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { command, expectRuns, forecast, openForecast, progress, runs, save, says } from './support/forecast.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import {
  clear,
  eventually,
  expectBar,
  open,
  paste,
  pick,
  scenario,
  sideways,
  tabTo,
  template,
  textOf,
} from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const data = (name) => readFile(new URL(`../../crates/cli/tests/data/${name}`, import.meta.url), 'utf8');
const [shop, chances] = await Promise.all([data('bookshop.yaml'), data('bookshop-chances.yaml')]);

const small = 'workflows:\n  - name: setup\n    order_from: [jobs.a]\n';
const between = (from, to) => `tasks:\n  jobs.a: { runs_for: { uniform: [${from}s, ${to}s] } }\n`;

async function openShop(page) {
  await open(page);
  await paste(template(page), shop);
  await paste(scenario(page), chances);
  // The seed of this scenario gives a run that halts.
  await expectBar(page, 'services.gateway', /never ran/);
  await openForecast(page);
}

testPage('a first picture comes soon and gets finer, up to all runs', {}, async (page) => {
  await openShop(page);
  // What the panel shows is written down whenever it changes.
  await page.evaluate(() => {
    window.shown = [];
    const note = () => {
      const command = document.querySelector('.command code')?.textContent ?? '';
      const runs = Number(command.match(/--runs (\d+)/)?.[1] ?? 0);
      if (runs > 0 && window.shown.at(-1) !== runs) window.shown.push(runs);
    };
    new MutationObserver(note).observe(document.getElementById('foresight'), { childList: true, subtree: true });
  });
  await paste(scenario(page), `${chances}# anew\n`);
  await runs(page).selectOption('100,000');
  await expectRuns(page, '100,000 runs');
  const shown = (await page.evaluate(() => window.shown)).slice(-20);
  const last = shown.lastIndexOf(1000);
  assert.ok(last >= 0, `no picture of the first 1,000: ${shown}`);
  const pictures = shown.slice(last);
  assert.ok(pictures.length >= 4, `${pictures}`);
  assert.deepEqual(pictures, pictures.toSorted((one, other) => one - other));
  assert.equal(pictures.at(-1), 100_000);
});

testPage('is what the command line prints, byte for byte', {}, async (page) => {
  await openShop(page);
  await expectRuns(page, '10,000 runs');
  const expected = await readFile(new URL('../corpus/forecast/bookshop.json', import.meta.url), 'utf8');
  assert.equal(await save(page), expected);
  assert.equal(
    await command(page).textContent(),
    'laneway simulate template.yaml --scenario scenario.yaml --stage setup --runs 10000 --seed 7',
  );
  // The figures on the page are those of the document.
  const { forecast: document } = JSON.parse(expected);
  const halted = `${(document.outcomes.halted.chance * 100).toPrecision(2)} %`;
  assert.ok((await says(page, 'How it ends')).includes(`Halts${halted}`));
  const seconds = Math.round(document.finish.succeeded.quantiles.find(({ share }) => share === 0.95).at_ms / 1000);
  const p95 = `95 % by${Math.floor(seconds / 60)}m ${seconds % 60}s`;
  assert.ok((await says(page, 'When it ends')).includes(p95), p95);
});

testPage('can be stopped, and goes on where it was', {}, async (page) => {
  await openShop(page);
  await expectRuns(page, '10,000 runs');
  await runs(page).selectOption('1,000,000');
  await forecast(page).getByRole('button', { name: 'Stop' }).click();
  await forecast(page).getByText(/ of 1,000,000 runs · stopped/).waitFor();
  const done = await progress(page);
  assert.ok(done >= 10_000 && done < 1_000_000, `${done} runs`);
  await forecast(page).getByRole('button', { name: 'Go on' }).click();
  await eventually(async () => assert.ok((await progress(page)) > done));
  await runs(page).selectOption('10,000');
  await expectRuns(page, '10,000 runs');
});

testPage('belongs to the present text, whatever was under way', {}, async (page) => {
  await openShop(page);
  await runs(page).selectOption('1,000,000');
  await paste(template(page), small);
  await paste(scenario(page), between(100, 101));
  await runs(page).selectOption('1,000');
  await expectRuns(page, '1,000 runs');
  await eventually(async () => assert.match(await says(page, 'When it ends'), /95 % by1m 41s/));
  await paste(scenario(page), between(200, 201));
  await eventually(async () => assert.match(await says(page, 'When it ends'), /95 % by3m 21s/));
  await expectRuns(page, '1,000 runs');
});

testPage('says in a sentence that every run is the same', {}, async (page) => {
  await open(page);
  await pick(page, 'The same shop');
  await expectBar(page, 'services.storefront', /ready/);
  await openForecast(page);
  await forecast(page).getByText('Nothing in this scenario is left to chance').waitFor();
  assert.equal(await forecast(page).locator('svg').count(), 0);
  assert.equal(page.workers().length, 2, 'nobody simulates: there are the engine and the lead alone');
});

testPage('keeps the last picture, dimmed, while the text is broken', {}, async (page) => {
  await openShop(page);
  await expectRuns(page, '10,000 runs');
  await clear(template(page));
  await page.getByText('The present text cannot be simulated').waitFor();
  assert.equal(await forecast(page).locator('svg').count(), 1);
  await paste(template(page), small);
  await paste(scenario(page), between(100, 101));
  await eventually(async () => assert.match(await says(page, 'When it ends'), /95 % by1m 41s/));
});

testPage('says so when a worker dies, keeps the text, and tries again', {}, async (page) => {
  await open(page);
  await paste(template(page), small);
  await paste(scenario(page), between(10, 20));
  await expectBar(page, 'jobs.a', /succeeded/);
  await openForecast(page);
  await runs(page).selectOption('1,000');
  await expectRuns(page, '1,000 runs');
  const helper = page.workers().at(-1);
  await helper.evaluate(() => setTimeout(() => { throw new Error('planted'); }));
  await forecast(page).getByText('The forecast stopped over this text. Your text is kept.').waitFor();
  await forecast(page).getByRole('button', { name: 'Try again' }).click();
  await expectRuns(page, '1,000 runs');
  assert.equal((await textOf(template(page))).trimEnd(), small.trimEnd());
});

testPage('can be used by keyboard alone', {}, async (page) => {
  await open(page);
  await paste(template(page), small);
  await paste(scenario(page), between(10, 20));
  await expectBar(page, 'jobs.a', /succeeded/);
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Forecast', exact: true }));
  await page.keyboard.press('Enter');
  await expectRuns(page, '10,000 runs');
  await tabTo(page, forecast(page).getByText('As a table'));
  await page.keyboard.press('Enter');
  await forecast(page).getByRole('columnheader', { name: 'Ended by then' }).waitFor();
  await tabTo(page, forecast(page).getByRole('button', { name: 'Copy' }));
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    await openShop(page);
    await expectRuns(page, '10,000 runs');
    await page.screenshot({ path: `${folder}${look}-forecast.png`, fullPage: true });
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    const body = page.locator('.run-body');
    assert.ok(await body.evaluate((it) => it.scrollWidth <= it.clientWidth), 'the panel scrolls sideways');
    for (const name of ['As a table', /that never do/, 'What the columns say']) {
      await forecast(page).locator('summary', { hasText: name }).click();
    }
    assert.deepEqual(await violations(page), []);
  });
}
