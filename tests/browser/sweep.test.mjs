// What becomes of the forecast when one figure changes: it comes bit by bit, can be stopped, belongs to the
// present text, is what the command line says, and a value can be written into the scenario.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { clear, eventually, expectBar, open, paste, scenario, sideways, tabTo, template, textOf } from './support/playground.mjs';
import { budgets, expectDone, figures, openSweep, place, plot, runs, save, sweep, values, vary } from './support/sweep.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const data = (name) => readFile(new URL(`../../crates/cli/tests/data/${name}`, import.meta.url), 'utf8');
const corpus = (name) => readFile(new URL(`../corpus/sweep/${name}`, import.meta.url), 'utf8');
const [shop, chances] = await Promise.all([data('bookshop.yaml'), data('bookshop-chances.yaml')]);

const small = 'workflows:\n  - name: setup\n    order_from: [jobs.a, jobs.b]\n';
const behaviour = '# 🚀\ntasks:\n  jobs.a: { runs_for: 40s }\n  jobs.b: { runs_for: { uniform: [10s, 20s] } }\n';

async function openShop(page) {
  await open(page);
  await paste(template(page), shop);
  await paste(scenario(page), chances);
  // The seed of this scenario gives a run that halts.
  await expectBar(page, 'services.gateway', /never ran/);
  await openSweep(page);
}

async function openSmall(page) {
  await open(page);
  await paste(template(page), small);
  await paste(scenario(page), behaviour);
  await expectBar(page, 'jobs.b', /succeeded/);
  await openSweep(page);
}

const error = (page) => sweep(page).getByRole('alert');

testPage('is what the command line prints, byte for byte', {}, async (page) => {
  await openShop(page);
  await vary(page, 'tasks.jobs.migrate.runs_for', '10s..5m/12');
  await budgets(page).fill('p95<8m, halt<1%');
  await expectDone(page, '10,000 runs for each of 12 values');
  await sweep(page).getByText('is kept up to').waitFor();
  for (const kind of ['JSON', 'CSV']) {
    const name = `${kind.toLowerCase()}`;
    assert.deepEqual(await save(page, kind), { name: `sweep.${name}`, text: await corpus(`bookshop.${name}`) });
  }
  assert.equal(
    await sweep(page).locator('.command code').textContent(),
    'laneway sweep template.yaml --scenario scenario.yaml --vary tasks.jobs.migrate.runs_for=10s..5m/12 ' +
      "--stage setup --runs 10000 --seed 7 --assert 'p95<8m' --assert 'halt<1%'",
  );
  // What the page shows are the figures of the document.
  const { points } = JSON.parse(await corpus('bookshop.json'));
  await sweep(page).getByText('As a table').click();
  const cells = await sweep(page).getByRole('row').nth(12).getByRole('cell').allTextContents();
  assert.equal(await sweep(page).getByRole('rowheader').last().textContent(), points.at(-1).value);
  const seconds = Math.round(points.at(-1).p95.at_ms / 1000);
  assert.ok(cells[1].startsWith(`${Math.floor(seconds / 60)}m ${seconds % 60}s`), cells[1]);
  assert.deepEqual(cells.slice(3), ['broken', 'broken']);
});

testPage('proposes the longest task that sets the end, and any other place can be searched', {}, async (page) => {
  await openSmall(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  assert.equal(await place(page).inputValue(), 'tasks.jobs.a.runs_for');
  assert.equal(await values(page).inputValue(), '0s..2m/10');
  await sweep(page).getByText(/the usual end moves from 1[45]s to 2m 1[45]s/).waitFor();
  await place(page).click();
  const options = sweep(page).getByRole('listbox').getByRole('option');
  assert.ok((await options.count()) >= 8);
  await place(page).fill('b unif 1');
  assert.equal(await options.count(), 1);
  await page.keyboard.press('Enter');
  assert.equal(await place(page).inputValue(), 'tasks.jobs.b.runs_for.uniform.1');
  await eventually(async () => assert.equal(await values(page).inputValue(), '20s..1m/9'));
  await expectDone(page, '10,000 runs for each of 9 values');
});

testPage('says below the field what is wrong with it', {}, async (page) => {
  await openSmall(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  await values(page).fill('10..5m');
  await error(page).getByText('did you mean 10s..5m?').waitFor();
  assert.equal(await values(page).getAttribute('aria-invalid'), 'true');
  assert.deepEqual(await violations(page), []);
  await values(page).fill('5%,1m');
  await error(page).getByText('tasks.jobs.a.runs_for=5% cannot be').waitFor();
  await values(page).fill('10s..5m/3');
  await expectDone(page, '10,000 runs for each of 3 values');
  assert.equal(await error(page).count(), 0);
  await vary(page, 'tasks.jobs.a.runs_fro');
  await error(page).getByText('Did you mean tasks.jobs.a.runs_for?').waitFor();
  await vary(page, 'cluster.max_parallel', '1,2,none');
  await expectDone(page, '10,000 runs for each of 3 values');
  await budgets(page).fill('p95<soon');
  await error(page).getByText('soon').waitFor();
});

testPage('can be stopped, goes on where it was, and keeps what it has', {}, async (page) => {
  await openShop(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  await runs(page).selectOption('100,000');
  await sweep(page).getByRole('button', { name: 'Stop' }).click();
  await sweep(page).getByText(/ of 1,000,000 runs · stopped/).waitFor();
  assert.match(await sweep(page).locator('.command code').textContent(), /--runs 10000 /);
  const saved = JSON.parse((await save(page, 'JSON')).text);
  assert.equal(saved.runs, 10_000);
  await sweep(page).getByRole('button', { name: 'Go on' }).click();
  await expectDone(page, '100,000 runs for each of 10 values');
});

testPage('belongs to the present text, whatever was under way', {}, async (page) => {
  await openShop(page);
  await runs(page).selectOption('100,000');
  // The template comes last: what is proposed for it rests on the scenario that it is to have.
  await paste(scenario(page), behaviour);
  await paste(template(page), small);
  await runs(page).selectOption('1,000');
  await expectDone(page, '1,000 runs for each of 10 values');
  assert.equal(await place(page).inputValue(), 'tasks.jobs.a.runs_for');
  assert.doesNotMatch(await sweep(page).innerText(), /migrate/);
  await clear(template(page));
  await page.getByText('The present text cannot be simulated').waitFor();
  assert.equal(await plot(page).count(), 1);
});

testPage('a value is chosen by keys or a press, written into the scenario, and taken back by undo', {}, async (page) => {
  await openSmall(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  await plot(page).focus();
  await page.keyboard.press('End');
  assert.match(await plot(page).getAttribute('aria-valuetext'), /^2m: half by 2m 15s, 95 % by 2m (19|20)s, halts 0 %$/);
  await page.keyboard.press('ArrowLeft');
  assert.match(await plot(page).getAttribute('aria-valuetext'), /^1m47s: /);
  assert.match(await figures(page).innerText(), /2m 2s/);
  const { width, height } = await plot(page).boundingBox();
  await plot(page).hover({ position: { x: 4, y: height / 2 } });
  assert.match(await figures(page).innerText(), /half by\s+15s/);
  await page.mouse.move(0, 0);
  assert.match(await figures(page).innerText(), /2m 2s/, 'what was chosen is seen again');
  await plot(page).click({ position: { x: width - 70, y: height / 2 } });
  assert.match(await plot(page).getAttribute('aria-valuetext'), /^2m: /);
  await sweep(page).getByRole('button', { name: 'Write this value' }).click();
  const written = behaviour.replace('40s', '2m');
  await eventually(async () => assert.equal((await textOf(scenario(page))).trimEnd(), written.trimEnd()));
  await sweep(page).getByRole('button', { name: 'As the scenario has it' }).waitFor();
  assert.equal(await values(page).inputValue(), '0s..2m/10', 'the values stay');
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal((await textOf(scenario(page))).trimEnd(), behaviour.trimEnd()));
});

testPage('can be used by keyboard alone', {}, async (page) => {
  await openSmall(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  await page.getByRole('button', { name: 'Sweep', exact: true }).focus();
  await tabTo(page, place(page));
  await page.keyboard.type('cluster');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await values(page).inputValue(), '1..2'));
  await expectDone(page, '10,000 runs for each of 2 values');
  await tabTo(page, values(page));
  await page.keyboard.type('1,2,4,none');
  await page.keyboard.press('Enter');
  await expectDone(page, '10,000 runs for each of 4 values');
  await tabTo(page, plot(page));
  await page.keyboard.press('End');
  assert.match(await plot(page).getAttribute('aria-valuetext'), /^none: /);
  await tabTo(page, sweep(page).getByText('As a table'));
  await page.keyboard.press('Enter');
  await sweep(page).getByRole('rowheader', { name: 'none' }).waitFor();
  await tabTo(page, sweep(page).getByRole('button', { name: 'Save as CSV' }));
});

testPage('says so when a worker dies, keeps the text, and tries again', {}, async (page) => {
  await openSmall(page);
  await expectDone(page, '10,000 runs for each of 10 values');
  await page.workers().at(-1).evaluate(() => setTimeout(() => { throw new Error('planted'); }));
  await sweep(page).getByText('The sweep stopped over this text. Your text is kept.').waitFor();
  await sweep(page).getByRole('button', { name: 'Try again' }).click();
  await expectDone(page, '10,000 runs for each of 10 values');
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    await openShop(page);
    await vary(page, 'faults.1.chance', '0%..60%/13');
    await budgets(page).fill('p95<8m, halt<5%');
    await expectDone(page, '10,000 runs for each of 13 values');
    await page.screenshot({ path: `${folder}${look}-sweep.png`, fullPage: true });
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    for (const part of ['.run', '.run-body']) {
      const isWide = await page.locator(part).evaluate((it) => it.scrollWidth > it.clientWidth);
      assert.ok(!isWide, `${part} scrolls sideways`);
    }
    await sweep(page).getByText('As a table').click();
    assert.deepEqual(await violations(page), []);
    await place(page).click();
    await sweep(page).getByRole('listbox').waitFor();
    assert.deepEqual(await violations(page), []);
  });
}
