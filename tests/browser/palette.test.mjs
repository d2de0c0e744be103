// The palette: everything that can be done on the page, by typing.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { write } from './support/drafts.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, paste, sideways, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const palette = (page) => page.getByRole('dialog', { name: 'Commands' });
const input = (page) => page.getByRole('combobox', { name: 'Command', exact: true });
const options = (page) => palette(page).getByRole('option');

async function call(page, keys = 'ControlOrMeta+k') {
  await page.keyboard.press(keys);
  await input(page).waitFor();
}

/** Types a part of a command, and takes what comes first. */
async function command(page, typed) {
  await call(page);
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await palette(page).waitFor({ state: 'detached' });
}

testPage('does what the page can do', {}, async (page) => {
  await open(page);
  await template(page).focus();
  await command(page, 'same shop');
  await expectBar(page, 'services.storefront', /ready/);
  await command(page, 'teardown');
  await expectBar(page, 'release.remove_environment', /succeeded/);
  await command(page, 'forecast');
  await page.getByRole('region', { name: 'Forecast' }).waitFor();
  await command(page, 'colours');
  await page.getByRole('button', { name: 'Theme: light' }).waitFor();
  await command(page, 'share');
  await page.getByRole('dialog', { name: 'Share' }).waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  assert.equal(await palette(page).count(), 0, 'one dialog at a time');
  await page.keyboard.press('Escape');
  await command(page, 'keys');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Find any command').waitFor();
});

testPage('goes to problems, and repairs', {}, async (page) => {
  await open(page);
  await paste(template(page), 'workflows:\n  - name: setup\n    order_form: [services.web]\n');
  await page.getByText('Did you mean `order_from`').or(page.getByText('Did you mean order_from')).first().waitFor();
  await command(page, 'go to error');
  await eventually(async () => assert.ok(await template(page).evaluate((it) => it === document.activeElement)));
  await command(page, 'rename to');
  await eventually(async () => assert.match(await textOf(template(page)), /order_from: /));
});

testPage('repairs everything that is sure in one step', {}, async (page) => {
  await open(page);
  const broken = 'workflows:\n  - nam: setup\n    order_form: [services.web]\n';
  await paste(template(page), broken);
  await page.getByRole('button', { name: 'Fix all' }).waitFor();
  await command(page, 'fix all');
  await expectBar(page, 'services.web', /ready/);
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(template(page)), broken));
});

testPage('opens drafts', {}, async (page) => {
  await open(page);
  await write(page, 'jobs.first');
  await command(page, 'new draft');
  await expectBar(page, 'services.web', /ready/);
  await command(page, 'my draft');
  await expectBar(page, 'jobs.first', /succeeded/);
});

testPage('is a combobox with a list', {}, async (page) => {
  await open(page);
  await template(page).focus();
  await call(page, 'ControlOrMeta+Shift+p');
  const selected = () => palette(page).getByRole('option', { selected: true });
  const active = () => input(page).getAttribute('aria-activedescendant');
  assert.equal(await active(), await selected().getAttribute('id'));
  const first = await selected().textContent();
  await page.keyboard.press('ArrowDown');
  assert.notEqual(await selected().textContent(), first);
  assert.equal(await active(), await selected().getAttribute('id'));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  assert.equal(await selected().textContent(), await options(page).last().textContent());
  await page.keyboard.type('zzzz');
  await palette(page).getByText('No command is called like that.').waitFor();
  await page.keyboard.press('Enter');
  assert.equal(await options(page).count(), 0);
  await page.keyboard.press('Escape');
  await palette(page).waitFor({ state: 'detached' });
  assert.ok(await template(page).evaluate((it) => it === document.activeElement), 'the focus is back');
  await call(page);
  await page.keyboard.press('ControlOrMeta+k');
  await palette(page).waitFor({ state: 'detached' });
});

for (const [look, options_] of looks) {
  testPage(`looks right: ${look}`, options_, async (page) => {
    await open(page);
    await call(page);
    await page.keyboard.type('go');
    await eventually(async () => assert.ok((await options(page).count()) > 3));
    assert.ok((await sideways(page)) <= 0, 'scrolls sideways');
    await page.screenshot({ path: `${folder}${look}-palette.png` });
    assert.deepEqual(await violations(page), []);
  });
}
