// Light and dark, wide and narrow: nothing scrolls sideways, nothing is inaccessible. Pictures of
// each are kept in target/screenshots for people to look at.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { bar, open, pick, sideways } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const looks = [
  ['light', { colorScheme: 'light', viewport: { width: 1280, height: 800 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }],
  ['tablet', { colorScheme: 'light', viewport: { width: 768, height: 1024 } }],
  ['phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } }],
  ['phone-dark', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ['narrowest', { colorScheme: 'light', viewport: { width: 320, height: 640 } }],
];

const scenes = [
  ['as printed', 'services.backend'],
  ['B before A', 'services.b'],
  ['A halt while something runs', 'services.backend'],
  ['The same shop', 'services.gateway'],
];

/** Whether each part of the result stands below the one before it; parts that do not fit must scroll. */
const stacked = (page) =>
  page.locator('.run-body').evaluate((body) => {
    const parts = [body.querySelector('.figures'), body.querySelector('.timeline'), body.querySelector('.explanation')];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return boxes.every((box, index) => index === 0 || boxes[index - 1].bottom <= box.top);
  });

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    await open(page);
    for (const [title, task] of scenes) {
      await pick(page, title);
      await bar(page, task).waitFor();
      assert.ok((await sideways(page)) <= 0, `${title} scrolls sideways`);
      assert.ok(await stacked(page), `${title} is drawn over itself`);
      const name = title.toLowerCase().replaceAll(' ', '-');
      await page.screenshot({ path: `${folder}${look}-${name}.png`, fullPage: true });
    }
    assert.deepEqual(await violations(page), []);
  });
}
