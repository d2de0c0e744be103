// Light and dark, wide and narrow: nothing scrolls sideways, nothing is inaccessible. Pictures of
// each are kept in target/screenshots for people to look at.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { testPage } from './support/harness.mjs';
import { bar, open, pick } from './support/playground.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
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

/** How far the page can be scrolled sideways, in pixels. */
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Whether each part of the result stands below the one before it; parts that do not fit must scroll. */
const stacked = (page) =>
  page.locator('.run-body').evaluate((body) => {
    const parts = [body.querySelector('.figures'), body.querySelector('.timeline'), body.querySelector('.explanation')];
    const boxes = parts.map((part) => part.getBoundingClientRect());
    return boxes.every((box, index) => index === 0 || boxes[index - 1].bottom <= box.top);
  });

/** The serious violations of WCAG 2.2 AA, one line each. */
async function violations(page) {
  // All of it in sight: what a bar at the edge covers for the moment is no target that is too small.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: page.viewportSize().width, height });
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  const serious = found.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n    ')}`);
}

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
