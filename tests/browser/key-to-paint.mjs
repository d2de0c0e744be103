// How long the page takes from a key to the picture: `node key-to-paint.mjs TEMPLATE TASKS`, where TEMPLATE holds
// so many jobs. Each key changes a duration that every job has, so everything is checked, simulated, laid out and
// painted anew. Prints the milliseconds of each key, from when it was pressed until all of the new picture has been
// painted on the canvas.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { launch } from './support/chromium.mjs';
import { open, paste, scenario, template } from './support/playground.mjs';
import { startSite } from './support/site.mjs';

/** Pressed before anything is measured, so that code is compiled and memory is there. */
const WARM_UP = 20;
const KEYS = 200;
/** The clean end of what is shown; two keys turn one into the other and back. */
const SCENARIO = 'defaults:\n  jobs: { runs_for: 30';
const REST = 's }\n';

const [templateFile, tasks] = process.argv.slice(2);

/** Has every key measured: the painting of a picture begins with emptying the canvas, and ends with the task that is under way. */
const watch = (page) =>
  page.evaluate(() => {
    window.took = [];
    let pressedAt;
    let before;
    const finish = () => document.querySelector('.figures').textContent;
    addEventListener(
      'keydown',
      (event) => {
        pressedAt = event.timeStamp;
        before = finish();
      },
      { capture: true },
    );
    const empty = CanvasRenderingContext2D.prototype.clearRect;
    CanvasRenderingContext2D.prototype.clearRect = function clearRect(...given) {
      if (pressedAt !== undefined && this.canvas.matches('.timeline__canvas') && finish() !== before) {
        const began = pressedAt;
        pressedAt = undefined;
        queueMicrotask(() => window.took.push(performance.now() - began));
      }
      return empty.apply(this, given);
    };
  });

async function press(page, key, count) {
  await page.keyboard.press(key);
  await page.waitForFunction((wanted) => window.took.length === wanted, count);
}

const browser = await launch();
const site = await startSite();
try {
  const page = await browser.newPage({ baseURL: site.address, viewport: { width: 1280, height: 800 } });
  await open(page);
  await paste(scenario(page), SCENARIO + REST);
  await paste(template(page), await readFile(templateFile, 'utf8'));
  await page.waitForFunction(
    (wanted) => Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount')) > wanted,
    Number(tasks),
  );
  await scenario(page).press('ControlOrMeta+End');
  for (let back = 0; back < REST.length; back += 1) await page.keyboard.press('ArrowLeft');
  await watch(page);
  for (let key = 0; key < WARM_UP + KEYS; key += 1) {
    await press(page, key % 2 === 0 ? '1' : 'Backspace', key + 1);
  }
  const took = await page.evaluate(() => window.took);
  assert.equal(took.length, WARM_UP + KEYS);
  console.log(took.slice(WARM_UP).map((millis) => millis.toFixed(2)).join(' '));
} finally {
  await browser.close();
  await site.stop();
}
