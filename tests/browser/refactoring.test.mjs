// What could be changed in the template is offered with what it brings, shown before it is made, made
// in one step that undo takes back, and never made in a text that it was not offered for.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import {
  clear,
  eventually,
  expectFigures,
  expectProblems,
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
const opener = (page) => page.getByRole('button', { name: 'Refactor …' });
const dialog = (page) => page.getByRole('dialog', { name: 'Refactor the template' });
const offers = (page) => dialog(page).getByRole('radio');
const apply = (page) => dialog(page).getByRole('button', { name: 'Apply' });
const changedLines = (page) => dialog(page).getByRole('group', { name: 'Changed lines' });
const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);

const serial = `# 🚀 部署
services: [{ name: db }, { name: größe }]
workflows:
  - name: setup
    order_from:
      - services.db # 🚀 first
      - services.größe
`;

/** Opens the playground with a stage that could be parallel. */
async function openSerial(page) {
  await open(page);
  await clear(scenario(page));
  await paste(template(page), serial);
  await expectFigures(page, { 'Last step done': '1m', 'All settled': '1m', 'One by one': '1m', Saved: '0s' });
}

/** The lines of the preview, each behind its sign. */
const preview = (page) =>
  changedLines(page).evaluate((lines) =>
    Array.from(lines.querySelectorAll('del, ins'), (line) =>
      Array.from(line.childNodes)
        .filter((part) => part.className !== 'number')
        .map((part) => part.textContent)
        .join('')
        .trimEnd(),
    ),
  );

testPage('by keyboard: looked at, left, made, undone', {}, async (page) => {
  await openSerial(page);
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await offers(page).first().waitFor();
  assert.match(await offers(page).first().evaluate((radio) => radio.closest('label').innerText), /Finish 1m → 30s/i);
  assert.deepEqual((await preview(page)).slice(0, 4), [
    '−    order_from:',
    '−      - services.db # 🚀 first',
    '−      - services.größe',
    '+    parallelize:',
  ]);
  await eventually(async () => assert.ok(await hasFocus(offers(page).first()), 'the first offer has the focus'));
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  assert.ok(await hasFocus(opener(page)), 'the focus is back where it was');
  assert.equal(await textOf(template(page)), serial);

  await page.keyboard.press('Enter');
  await apply(page).waitFor();
  await tabTo(page, apply(page));
  await page.keyboard.press('Enter');
  await dialog(page).waitFor({ state: 'detached' });
  const changed = await textOf(template(page));
  assert.match(changed, /^ {4}parallelize:\n {6}- step: \S+\n {8}tasks:\n {10}- services\.db # 🚀 first\n {10}- services\.größe\n$/m);
  await expectFigures(page, { 'Last step done': '30s', 'All settled': '30s', 'One by one': '1m', Saved: '30s' });
  assert.ok(await hasFocus(template(page)), 'the template has the focus');

  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(template(page)), serial));
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await eventually(async () => assert.equal(await textOf(template(page)), changed));
});

testPage('in the editor, what is in the line of the cursor comes first; another can be chosen', {}, async (page) => {
  await open(page);
  await pick(page, 'The same shop');
  await template(page).getByText('services.mail').click();
  await page.keyboard.press('Alt+Enter');
  const here = dialog(page).getByRole('group', { name: 'In line 26' });
  await here.waitFor();
  assert.equal(await here.getByRole('radio').count(), 2);
  assert.equal(await offers(page).count(), 2, 'what would end later elsewhere is there when asked for');
  const before = await preview(page);
  await page.keyboard.press('ArrowDown');
  await eventually(async () => assert.notDeepEqual(await preview(page), before));
  await dialog(page).getByText('that would end later').click();
  assert.ok((await offers(page).count()) > 10);
  await dialog(page).getByRole('button', { name: 'Cancel' }).click();
  await dialog(page).waitFor({ state: 'detached' });
  assert.ok(await hasFocus(template(page)), 'the focus is back in the editor');
});

testPage('a text that has changed meanwhile is not overwritten: it is said, and worked out anew', {}, async (page) => {
  await openSerial(page);
  await opener(page).click();
  await apply(page).waitFor();
  // In one go, before the page has noticed that typing paused.
  await template(page).evaluate((editor) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '# meanwhile\n');
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    document.querySelector('dialog .primary').click();
  });
  await dialog(page).getByText('The text has changed meanwhile').waitFor();
  await apply(page).waitFor();
  const text = await textOf(template(page));
  assert.match(text, /# meanwhile/);
  assert.match(text, /order_from/);
  await apply(page).click();
  await dialog(page).waitFor({ state: 'detached' });
  await eventually(async () => assert.match(await textOf(template(page)), /parallelize[^]*# meanwhile/));
});

testPage('a text with errors is not changed, and one without workflows gets them', {}, async (page) => {
  await open(page);
  await expectProblems(page, /^Error/);
  await opener(page).click();
  await dialog(page).getByRole('status').getByText('The template has errors').waitFor();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await clear(scenario(page));
  await paste(template(page), 'services:\n  - name: db\n  - name: web\n    depends_on: [db]\n');
  await opener(page).click();
  await dialog(page).getByText('a new stage').first().waitFor();
  await apply(page).click();
  await eventually(async () => assert.match(await textOf(template(page)), /^workflows:/m));
});

testPage('an engine that stops over it is replaced, and it is said', {}, async (page) => {
  await page.addInitScript(() => {
    const { postMessage } = Worker.prototype;
    // The engine gets no question while this is set, as one that hangs.
    Worker.prototype.postMessage = function (...message) {
      if (!window.isSilent) postMessage.apply(this, message);
    };
  });
  await openSerial(page);
  await page.evaluate(() => (window.isSilent = true));
  await opener(page).click();
  await dialog(page).getByText('Working out').waitFor();
  await dialog(page).getByText('The simulation engine stopped').waitFor();
  await page.evaluate(() => (window.isSilent = false));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await opener(page).click();
  await apply(page).waitFor();
});

for (const [look, options] of looks) {
  testPage(`it looks right: ${look}`, options, async (page) => {
    await open(page);
    await pick(page, 'The same shop');
    await template(page).getByText('services.mail').click();
    await page.keyboard.press('Alt+Enter');
    await dialog(page).getByText('that would end later').click();
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    const body = dialog(page).locator('.dialog-body');
    assert.ok(await body.evaluate((element) => element.scrollWidth <= element.clientWidth), 'the dialog scrolls sideways');
    await page.screenshot({ path: `${folder}${look}-refactoring.png` });
    assert.deepEqual(await violations(page), []);
  });
}
