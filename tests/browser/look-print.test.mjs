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
  const pages = await paper(page).evaluate(({ shadowRoot }) =>
    [...shadowRoot.querySelectorAll('div > svg')].map((slice) => {
      const part = slice.lastElementChild;
      const [, from, , height] = part.getAttribute('viewBox').split(' ').map(Number);
      const rows = [...part.querySelectorAll('[data-rows] > g[role="img"]')].map((row) => {
        const text = row.querySelector('text');
        const [, top] = /\(0 ([\d.]+)\)/.exec(row.parentElement.getAttribute('transform'));
        return [text.textContent, Number(top) + Number(text.getAttribute('y'))];
      });
      return { from, until: from + height, rows };
    }),
  );
  assert.ok(pages.length > 3, JSON.stringify(pages));
  for (const name of NAMES) {
    const places = pages.flatMap(({ from, until, rows }) => rows.filter(([text]) => text === name).map(([, y]) => ({ from, y, until })));
    assert.equal(places.length, 1, `${name} is there ${places.length} times`);
    // Not cut through by the end of a page.
    const [{ from, y, until }] = places;
    assert.ok(from <= y - 15 && y + 5 <= until, `${name} at ${y} between ${from} and ${until}`);
  }
  assert.equal(await page.locator('.timeline__scroller').isVisible(), false, 'the bars are not there twice');
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const printed = pdf.match(/\/Type\s*\/Page\b/g).length;
  assert.ok(printed >= pages.length, `${printed} pages for ${pages.length} slices`);
  await page.emulateMedia({ media: 'screen' });
  await eventually(async () => assert.equal(await paper(page).count(), 0));
  assert.ok(await page.locator('.timeline__scroller').isVisible());
});
