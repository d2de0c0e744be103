// What to change next: offered with what it brings, made as one step that undo takes back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { clear, eventually, expectFigures, open, paste, scenario, sideways, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const data = (name) => readFile(new URL(`../../crates/cli/tests/data/${name}`, import.meta.url), 'utf8');
const [shop, chances] = await Promise.all([data('bookshop.yaml'), data('bookshop-chances.yaml')]);

const serial = `workflows:
  - name: setup
    parallelize:
      - step: first
        tasks: [services.a]
      - step: second
        tasks: [services.b]
services:
  - name: a
  - name: b
`;

const advice = (page) => page.getByRole('region', { name: 'Advice' });
const offers = (page) => advice(page).getByRole('button', { name: /^Apply: / });
const status = (page) => advice(page).locator('.advice .foresight-status');

async function ask(page, text, behaviour) {
  await open(page);
  if (behaviour) await paste(scenario(page), behaviour);
  else await clear(scenario(page));
  await paste(template(page), text);
  await page.getByRole('button', { name: 'Advice', exact: true }).click();
}

const answered = (page) => status(page).getByText(/^Every change was measured in the same [\d,]+ runs\.$/).waitFor();

testPage('the best change is offered first, made, and taken back by undo', {}, async (page) => {
  await ask(page, serial);
  await answered(page);
  const best = advice(page).getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Apply: / }) }).first();
  assert.match(await best.innerText(), /30s earlier/);
  assert.match(await best.innerText(), /mean 1m → 30s/);
  const drawing = best.getByRole('img');
  assert.equal(
    await drawing.getAttribute('aria-label'),
    'The first run ends at 1m before the change and at 30s after it.',
  );
  await best.getByText('The change in the text').click();
  assert.ok((await best.locator('.diff ins, .diff del').count()) > 0);
  await offers(page).first().click();
  await eventually(async () => assert.notEqual((await textOf(template(page))).trimEnd(), serial.trimEnd()));
  await page.getByRole('button', { name: 'Timeline', exact: true }).click();
  await expectFigures(page, { 'Last step done': '30s', 'All settled': '30s', 'One by one': '1m', Saved: '30s' });
  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal((await textOf(template(page))).trimEnd(), serial.trimEnd()));
});

testPage('what slows it and what risk costs stand below', {}, async (page) => {
  await ask(page, shop, chances);
  await answered(page);
  const slows = advice(page).getByRole('group', { name: 'What slows it' }).first();
  assert.match(await slows.innerText(), /jobs\.migrate/);
  const risks = advice(page).getByRole('group', { name: 'What risk costs' });
  assert.match(await risks.innerText(), /charts\.kafka/);
});

testPage('advice for an older text is never shown', {}, async (page) => {
  await ask(page, shop, chances);
  await clear(scenario(page));
  await paste(template(page), serial);
  await answered(page);
  assert.match(await advice(page).innerText(), /30s earlier/);
  assert.doesNotMatch(await advice(page).innerText(), /kafka/);
});

testPage('says what is wrong where nothing can be changed', {}, async (page) => {
  await ask(page, 'workflows:\n  - name: setup\n    order_from: [jobs.a]\n');
  await answered(page);
  await advice(page).getByText('No single change lets it end earlier at no higher risk.').waitFor();
});

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
];

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    await ask(page, shop, chances);
    await answered(page);
    await page.screenshot({ path: `${folder}${look}-advice.png`, fullPage: true });
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    const body = page.locator('.run-body');
    assert.ok(await body.evaluate((it) => it.scrollWidth <= it.clientWidth), 'the panel scrolls sideways');
    await advice(page).locator('summary', { hasText: 'The change in the text' }).first().click();
    assert.deepEqual(await violations(page), []);
  });
}
