// On paper is the whole timeline: also the rows that are not drawn on the screen, because nobody scrolled there.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import { eventually, open, paste, template } from './support/playground.mjs';

const COUNT = 90;
const NAMES = Array.from({ length: COUNT }, (_, number) => `jobs.task-${number}`);
const TEMPLATE = `
workflows:
  - name: setup
    parallelize:
${[0, 1, 2].map((step) => `      - step: step-${step}\n        tasks: [${NAMES.slice(step * 30, step * 30 + 30).join(', ')}]`).join('\n')}
`;

const paper = (page) => page.locator('.look__paper');

/** Looks as a printer does, until the picture for paper is there. */
const print = (page) =>
  eventually(async () => {
    await page.emulateMedia({ media: 'screen' });
    await page.emulateMedia({ media: 'print' });
    assert.equal(await paper(page).count(), 1);
  });

testPage('every task is printed, on as many pages as it takes', { viewport: { width: 1280, height: 800 } }, async (page) => {
  await open(page);
  await paste(template(page), TEMPLATE);
  await page.locator(`[data-task="${NAMES[0]}"]`).waitFor();
  assert.equal(await page.locator(`[data-task="${NAMES.at(-1)}"]`).count(), 0, 'the last row is out of sight');
  await print(page);
  const told = await paper(page).evaluate(({ shadowRoot }) => {
    const all = shadowRoot.querySelector('#run');
    const slices = [...shadowRoot.children].filter((it) => it.localName === 'svg').map((slice) => {
      const own = slice.querySelectorAll(':scope > svg');
      const [, y, , height] = (own[1] ?? slice).getAttribute('viewBox').split(' ').map(Number);
      return [y, y + height];
    });
    const rows = [...all.querySelectorAll('g[transform] > g[role="img"]')];
    const places = rows.map((row) => {
      const text = row.querySelector('text');
      const [, top] = /\(0 ([\d.]+)\)/.exec(row.parentElement.getAttribute('transform'));
      return [text.textContent, Number(top) + Number(text.getAttribute('y'))];
    });
    return { slices, places };
  });
  assert.ok(told.slices.length > 3, JSON.stringify(told.slices));
  for (const name of NAMES) {
    const place = told.places.find(([text]) => text === name);
    assert.ok(place, `${name} is not on paper`);
    // Not cut through by the end of a page: its name has 10 pixels above and below.
    const isWhole = told.slices.some(([from, until]) => from <= place[1] - 10 && place[1] + 5 <= until);
    assert.ok(isWhole, `${name} at ${place[1]}: ${JSON.stringify(told.slices)}`);
  }
  assert.equal(await page.locator('.timeline__scroller').isVisible(), false, 'the bars are not there twice');
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages >= told.slices.length, `${pages} pages for ${told.slices.length} slices`);
  await page.emulateMedia({ media: 'screen' });
  await eventually(async () => assert.equal(await paper(page).count(), 0));
  assert.ok(await page.locator('.timeline__scroller').isVisible());
});
