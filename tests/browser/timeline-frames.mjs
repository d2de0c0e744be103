// How fluent the timeline is: `node timeline-frames.mjs TEMPLATE TASKS`, where TEMPLATE holds so many jobs. Zooms and pans
// along the time and down the rows, one step a frame, and does the same to a timeline of `vis-timeline` with the same bars.
//
// Prints numbers: for the page, then for the other, the milliseconds that a step takes the page's own thread above one that
// changes nothing, at 50, 95 and 99 of 100, and of these the ones of script with its paint commands, styles and layout (the
// rest is the browser's own, which puts layers together); the share of frames that came late in percent, the memory in bytes
// (of JavaScript, and of WebAssembly), and the milliseconds until the first picture once the run was there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { launch } from './support/chromium.mjs';
import { open, paste, scenario, template } from './support/playground.mjs';
import { measure, median, summary, watchMemory, watchPictures } from './support/frames.mjs';
import { startSite } from './support/site.mjs';

const SCENARIO = 'defaults:\n  jobs: { runs_for: 30';
const REST = 's }\n';
const [templateFile, tasks] = process.argv.slice(2);
const peer = createRequire(import.meta.url).resolve('vis-timeline/standalone/umd/vis-timeline-graph2d.min.js');
const viewport = { width: 1280, height: 800 };

/** The page with the run, and how long its first picture took. */
async function ours(browser, site) {
  const page = await browser.newPage({ baseURL: site.address, viewport });
  page.setDefaultTimeout(300_000);
  await page.addInitScript(watchMemory);
  await page.addInitScript(watchPictures);
  await open(page);
  await page.locator('.look__zoom').waitFor({ state: 'attached' });
  await paste(scenario(page), SCENARIO + REST);
  await paste(template(page), await readFile(templateFile, 'utf8'));
  const rows = () =>
    page.waitForFunction(
      (wanted) => Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount')) > wanted,
      Number(tasks),
    );
  await rows();
  // The picture is made anew for each run that is told, from the moment at which the page is told of it.
  await scenario(page).press('ControlOrMeta+End');
  const first = [];
  for (let back = 0; back < REST.length; back += 1) await page.keyboard.press('ArrowLeft');
  for (let key = 0; key < 6; key += 1) {
    await page.evaluate(() => (window.firstAfter = undefined));
    await page.keyboard.press(key % 2 === 0 ? '1' : 'Backspace');
    await page.waitForFunction(() => window.firstAfter !== undefined);
    // Whatever else is told at once is told by then.
    await page.waitForTimeout(300);
    first.push(await page.evaluate(() => window.firstAfter));
  }
  await page.locator('.look__zoom').waitFor({ state: 'attached' });
  return { page, first: median(first) };
}

/** The same bars in the other timeline, and how long its first picture took. */
async function theirs(browser, bars) {
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(600_000);
  await page.setContent('<div id="at" style="position:absolute;inset:0"></div>');
  await page.addScriptTag({ path: peer });
  const first = await page.evaluate(async (bars) => {
    const began = performance.now();
    const groups = bars.map((_, id) => ({ id, content: `jobs.j${id}` }));
    const items = bars.map(([from, until], id) => ({ id, group: id, start: from, end: until }));
    window.timeline = new window.vis.Timeline(document.getElementById('at'), items, groups, {
      height: '100%',
      verticalScroll: true,
      stack: false,
    });
    while (!document.querySelector('.vis-item')) await new Promise((next) => requestAnimationFrame(next));
    await new Promise((next) => requestAnimationFrame(next));
    return performance.now() - began;
  }, bars);
  return { page, first };
}

const browser = await launch();
const site = await startSite();
try {
  const mine = await ours(browser, site);
  const own = await measure(mine.page, 'laneway');
  await mine.page.close();
  const count = Number(tasks);
  // As long as the jobs, and as many at once.
  const bars = Array.from({ length: count }, (_, index) => [Math.floor(index / 10) * 30_000, Math.floor(index / 10) * 30_000 + 30_000]);
  console.log(summary(own, mine.first));
  if (count <= Number(process.env.LANEWAY_PEER_UP_TO ?? 10_000)) {
    const other = await theirs(browser, bars);
    const its = await measure(other.page, 'vis');
    assert.ok(its.frames.length > 0);
    console.log(summary(its, other.first));
  }
} finally {
  await browser.close();
  await site.stop();
}
