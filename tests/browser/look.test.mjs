// What of a run is looked at: zooming, finding, folding and following, by mouse, by touch and by keyboard.

import assert from 'node:assert/strict';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { axisTexts, find, look, rowNames, tool, wheel, window } from './support/look.mjs';
import { bar, eventually, open, paste, pick, pieces, scenario, sideways, template } from './support/playground.mjs';

const SHOP = 'The same shop';
const wide = { viewport: { width: 1280, height: 900 } };

async function openShop(page, example = SHOP) {
  await open(page);
  const before = await rowNames(page);
  await pick(page, example);
  // What the page opens with can be looked at, too.
  await eventually(async () => assert.notDeepEqual(await rowNames(page), before));
  await tool(page, 'Zoom in').waitFor();
}

testPage('the wheel zooms where the pointer is, and the axis follows', wide, async (page) => {
  await openShop(page);
  const before = await axisTexts(page);
  assert.equal(await window(page), null);
  await wheel(page, { deltaY: -400 });
  await eventually(async () => assert.notDeepEqual(await axisTexts(page), before));
  const [from, until] = await window(page);
  const end = Number(await look(page).getAttribute('data-end'));
  assert.ok(from > 0 && until < end && until - from < end / 2, `${from} to ${until} of ${end}`);
  await tool(page, 'Fit').click();
  await eventually(async () => assert.deepEqual(await axisTexts(page), before));
});

testPage('keys zoom, move and fit while the grid has the focus', wide, async (page) => {
  await openShop(page);
  await page.getByRole('treegrid').locator('[tabindex="0"]').focus();
  await page.keyboard.press('w');
  await eventually(async () => assert.notEqual(await window(page), null));
  const [from] = await window(page);
  await page.keyboard.press('d');
  await eventually(async () => assert.ok((await window(page))[0] > from));
  await page.keyboard.press('0');
  await eventually(async () => assert.equal(await window(page), null));
});

testPage('a stretch of the axis is seen when it is drawn, and the small picture moves it', wide, async (page) => {
  await openShop(page);
  const { x, y, width } = await page.locator('.timeline__axis').boundingBox();
  await page.mouse.move(x + width * 0.5, y + 30);
  await page.mouse.down();
  await page.mouse.move(x + width * 0.7, y + 30, { steps: 4 });
  await page.mouse.up();
  await eventually(async () => assert.notEqual(await window(page), null));
  const [from] = await window(page);
  const map = await page.locator('.timeline__overview').boundingBox();
  await page.mouse.click(map.x + map.width * 0.9, map.y + 10);
  await eventually(async () => assert.ok((await window(page))[0] > from));
});

testPage('two fingers zoom', { ...wide, hasTouch: true }, async (page) => {
  await openShop(page);
  const { x, y } = await page.locator('.timeline__content').boundingBox();
  const session = await page.context().newCDPSession(page);
  const touch = (type, places) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: places.map((at, id) => ({ x: x + at, y: y + 60, id })) });
  await touch('touchStart', [300, 380]);
  for (const by of [20, 40, 60, 80]) await touch('touchMove', [300 - by, 380 + by]);
  await touch('touchEnd', []);
  await eventually(async () => assert.notEqual(await window(page), null));
});

testPage('what is seen is in a link, and a link shows it', wide, async (page) => {
  await openShop(page);
  await wheel(page, { deltaY: -400 });
  await eventually(async () => assert.notEqual(await window(page), null));
  await page.waitForTimeout(300);
  const seen = await window(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const field = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox').first();
  await field.waitFor();
  const address = new URL(await field.inputValue());
  await page.goto('about:blank');
  await page.goto(`./${address.hash}`);
  await eventually(async () => assert.deepEqual(await window(page), seen));
});

testPage('tasks are found by name and by how they went', wide, async (page) => {
  await openShop(page);
  const all = (await rowNames(page)).length;
  await find(page).fill('MAIL');
  await eventually(async () => {
    const names = await rowNames(page);
    assert.ok(names.length < all && names.some((name) => name.includes('mail')), names.join('\n'));
  });
  await find(page).fill('zebra');
  await page.getByText('No task is like that.').waitFor();
  await find(page).fill('');
  await page.getByRole('combobox', { name: 'Which tasks' }).selectOption({ label: 'Critical path' });
  await eventually(async () => {
    const names = await rowNames(page);
    assert.ok(names.length > 0 && names.length < all, names.join('\n'));
  });
});

testPage('steps fold by their sign, by the arrows and all at once', wide, async (page) => {
  await openShop(page);
  const all = (await rowNames(page)).length;
  const step = page.getByRole('row', { level: 1 }).first();
  await step.locator('[data-fold]').click();
  await eventually(async () => assert.equal(await step.getAttribute('aria-expanded'), 'false'));
  assert.ok((await rowNames(page)).length < all);
  await step.locator('[data-row]').first().focus();
  await page.keyboard.press('ArrowRight');
  await eventually(async () => assert.equal((await rowNames(page)).length, all));
  await page.getByRole('button', { name: 'Fold', exact: true }).click();
  await eventually(async () => assert.equal(await page.getByRole('row', { level: 2 }).count(), 0));
  await page.getByRole('button', { name: 'Unfold' }).click();
  await eventually(async () => assert.equal((await rowNames(page)).length, all));
});

const STEPS = `
workflows:
  - name: setup
    parallelize:
      - step: first
        tasks: [jobs.a, jobs.b, jobs.c]
      - step: second
        tasks: [jobs.d, jobs.e]
      - step: third
        tasks: [jobs.f]
`;

testPage('causes, effects and failures are followed', wide, async (page) => {
  await open(page);
  await paste(template(page), STEPS);
  await paste(scenario(page), 'tasks:\n  jobs.b: { runs_for: 50s }\n  jobs.e: { runs_for: 40s }\n');
  await bar(page, 'jobs.f').waitFor();
  await tool(page, 'Zoom in').waitFor();
  const chosen = () => page.locator('[aria-selected="true"]').getAttribute('data-task');
  await pieces(page, 'jobs.f').last().click();
  await eventually(async () => assert.equal(await chosen(), 'jobs.f'));
  await tool(page, 'Cause').click();
  await eventually(async () => assert.equal(await chosen(), 'jobs.e'));
  await tool(page, 'Cause').click();
  await eventually(async () => assert.equal(await chosen(), 'jobs.b'));
  await tool(page, 'Effect').click();
  await eventually(async () => assert.equal(await chosen(), 'jobs.d'));
});

testPage('all tasks stand in a table that can be sorted', wide, async (page) => {
  await openShop(page);
  await page.getByRole('button', { name: 'Table' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tasks' });
  const settled = () =>
    dialog.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.cells[4].textContent));
  const head = dialog.getByRole('columnheader', { name: 'Settled' });
  await head.getByRole('button').click();
  assert.equal(await head.getAttribute('aria-sort'), 'ascending');
  const seconds = (text) =>
    [...text.matchAll(/(\d+)(ms|h|m|s)/g)].reduce((sum, [, number, unit]) => sum + number * { h: 3600, m: 60, s: 1, ms: 0.001 }[unit], 0);
  const up = (await settled()).map(seconds);
  assert.deepEqual(up, up.toSorted((a, b) => a - b));
  await head.getByRole('button').click();
  assert.equal(await head.getAttribute('aria-sort'), 'descending');
  assert.deepEqual((await settled()).map(seconds), up.toReversed());
  assert.deepEqual(await violations(page), []);
});

testPage('a fan says when many runs end, on the same axis', wide, async (page) => {
  await open(page);
  await paste(template(page), STEPS);
  await paste(scenario(page), 'defaults:\n  jobs: { runs_for: { uniform: [10s, 60s] } }\n');
  await bar(page, 'jobs.f').waitFor();
  const fan = page.getByRole('button', { name: 'Fan' });
  await fan.click();
  await page.getByText(/10000 runs: half by .*, 99 % by/).waitFor();
  assert.equal(await page.locator('.look__fan > span').count(), 4);
  await fan.click();
  assert.equal(await page.locator('.look__fan').count(), 0);
});

testPage('two scenarios are compared, with who moved the end', wide, async (page) => {
  await openShop(page, 'Tasks of a step run together');
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare' });
  await dialog.getByRole('textbox', { name: 'Other scenario' }).fill('defaults:\n  jobs: { runs_for: 5m }\n  services: { ready_after: 5m }\n');
  await dialog.getByRole('button', { name: 'Compare' }).click();
  await dialog.getByText(/earlier, because/).waitFor();
  await dialog.getByRole('img').waitFor();
  assert.ok((await dialog.locator('tbody tr').count()) > 0);
  assert.deepEqual(await violations(page), []);
});

for (const [name, options] of Object.entries({
  'a phone': { viewport: { width: 390, height: 844 } },
  'dark colours': { ...wide, colorScheme: 'dark' },
})) {
  testPage(`the tools can be used with ${name}`, options, async (page) => {
    await openShop(page);
    assert.equal(await sideways(page), 0);
    await tool(page, 'Zoom in').click();
    await eventually(async () => assert.notEqual(await window(page), null));
    assert.deepEqual(await violations(page), []);
  });
}
