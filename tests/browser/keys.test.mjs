// The card of keys, and what the keys on it open: all of it accessible, in light and dark.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { open, pick, template } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const card = (page) => page.getByRole('dialog', { name: 'Keys' });
const opener = (page) => page.getByRole('button', { name: 'Keys' });
const meaning = (page) => page.locator('.cm-meaning');
const words = (page) => page.getByRole('listbox', { name: 'Completions' });

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
];

for (const [look, options] of looks) {
  const shoot = (page, what) => page.screenshot({ path: `${folder}${look}-${what}.png` });

  testPage(`the card of keys: ${look}`, options, async (page) => {
    await open(page);
    await opener(page).focus();
    await page.keyboard.press('?');
    await card(page).getByText('Refactor what stands in this line').waitFor();
    await shoot(page, 'keys');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    await card(page).waitFor({ state: 'detached' });
    assert.ok(await opener(page).evaluate((button) => button === document.activeElement), 'the focus is back');
  });

  testPage(`meanings and words at the cursor: ${look}`, options, async (page) => {
    await open(page);
    await pick(page, 'The same shop');
    await page.getByText('setup succeeded after 3m 20s').first().waitFor();
    await template(page).getByText('services.mail').click();
    await page.keyboard.press('F1');
    await meaning(page).getByText('A service, which has to get ready').waitFor();
    await shoot(page, 'meaning');
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    await meaning(page).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Space');
    await words(page).waitFor();
    await shoot(page, 'completion');
    assert.deepEqual(await violations(page), []);
  });
}

testPage('a question mark that is typed into a text stays one', {}, async (page) => {
  await open(page);
  await template(page).focus();
  await page.keyboard.type('?');
  await template(page).getByText('?').first().waitFor();
  assert.equal(await card(page).count(), 0);
});
