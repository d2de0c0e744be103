// How fluent the timeline is: `node timeline-frames.mjs TEMPLATE TASKS`, where TEMPLATE holds so many jobs. Zooms and pans
// along the time and down the rows, one step a frame, and does the same to a timeline of `vis-timeline` with the same bars.
//
// Prints numbers: for the page, then for the other, the milliseconds of script and paint commands of each frame at 50, 95 and
// 99 of 100, the share of frames that came late in percent, the memory in bytes (of JavaScript, and of WebAssembly), and the
// milliseconds until the first picture once the run was there.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { launch } from './support/chromium.mjs';
import { open, paste, scenario, template } from './support/playground.mjs';
import { measure, median, summary, watchMemory } from './support/frames.mjs';
import { startSite } from './support/site.mjs';

const SCENARIO = 'defaults:\n  jobs: { runs_for: 30s }\n';
const [templateFile, tasks] = process.argv.slice(2);
const peer = createRequire(import.meta.url).resolve('vis-timeline/standalone/umd/vis-timeline-graph2d.min.js');
const viewport = { width: 1280, height: 800 };

/** The page with the run, and how long its first picture took. */
async function ours(browser, site) {
  const page = await browser.newPage({ baseURL: site.address, viewport });
  page.setDefaultTimeout(300_000);
  await page.addInitScript(watchMemory);
  await open(page);
  await page.locator('.look__zoom').waitFor({ state: 'attached' });
  await paste(scenario(page), SCENARIO);
  await paste(template(page), await readFile(templateFile, 'utf8'));
  const rows = () =>
    page.waitForFunction(
      (wanted) => Number(document.querySelector('[role=treegrid]')?.getAttribute('aria-rowcount')) > wanted,
      Number(tasks),
    );
  await rows();
  // The picture is made anew from a run that is there, by looking away and back.
  const first = [];
  for (let time = 0; time < 5; time += 1) {
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    first.push(
      await page.evaluate(async () => {
        const view = [...document.querySelectorAll('.views button')].find((it) => it.textContent === 'Timeline');
        const began = performance.now();
        view.click();
        const isPainted = () => document.querySelector('.timeline__canvas')?.width > 300;
        while (!isPainted()) await new Promise((next) => requestAnimationFrame(next));
        return performance.now() - began;
      }),
    );
    await rows();
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
