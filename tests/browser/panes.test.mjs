// The lines between the panes: dragged or moved by keys, remembered, and put back by a double click. Not on a phone.

import assert from 'node:assert/strict';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { eventually, open, sideways, tabTo } from './support/playground.mjs';

const columns = (page) => page.getByRole('separator', { name: 'Width of the texts' });
const rows = (page) => page.getByRole('separator', { name: 'Height of the template' });
const box = (page, id) => page.locator(`#${id}`).boundingBox();
const now = async (line) => Number(await line.getAttribute('aria-valuenow'));

/** Drags a line by so much. */
async function drag(page, line, dx, dy) {
  const { x, y, width, height } = await line.boundingBox();
  const from = { x: x + width / 2, y: y + height / 2 };
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + dx, from.y + dy, { steps: 5 });
  await page.mouse.up();
}

testPage('a line is dragged, remembered, and put back by a double click', {}, async (page) => {
  await open(page);
  const before = await box(page, 'template');
  await drag(page, columns(page), 120, 0);
  await eventually(async () => assert.ok((await box(page, 'template')).width > before.width + 100));
  await drag(page, rows(page), 0, -80);
  await eventually(async () => assert.ok((await box(page, 'template')).height < before.height - 60));
  const after = await box(page, 'template');
  const shares = [await now(columns(page)), await now(rows(page))];
  assert.ok(shares[0] > 40 && shares[1] < 60, shares.join());

  await page.reload();
  await page.getByRole('treegrid').waitFor();
  assert.deepEqual(await box(page, 'template'), after);
  assert.deepEqual([await now(columns(page)), await now(rows(page))], shares);

  await columns(page).dblclick();
  await rows(page).dblclick();
  await eventually(async () => assert.deepEqual(await box(page, 'template'), before));
});

testPage('lines are moved by keys, and go no further than panes can be read', {}, async (page) => {
  await open(page);
  const before = await box(page, 'timeline');
  await tabTo(page, columns(page));
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await now(columns(page)), 36);
  await page.keyboard.press('Home');
  const widest = await box(page, 'timeline');
  assert.ok(widest.width > before.width);
  assert.ok((await box(page, 'template')).width >= 352, 'the texts keep their width');
  await page.keyboard.press('End');
  assert.ok((await box(page, 'timeline')).width >= 320, 'the timeline keeps its width');
  assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
  await page.keyboard.press('Enter');
  assert.deepEqual(await box(page, 'timeline'), before);
  await rows(page).focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await now(rows(page)), 62);
  assert.deepEqual(await violations(page), []);
});

testPage('on a phone there is nothing to drag', { viewport: { width: 390, height: 844 } }, async (page) => {
  await page.addInitScript(() => localStorage.setItem('laneway.panes', '{"columns":70,"rows":20}'));
  await open(page);
  assert.ok(await columns(page).isHidden());
  assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
});
