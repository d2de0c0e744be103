// How long the page takes until its first simulated picture, with nothing of it kept from an earlier visit: prints
// the milliseconds of each of several first visits, from the start of the navigation until the picture is painted.

import { launch } from './support/chromium.mjs';
import { startSite } from './support/site.mjs';

const VISITS = 10;

/** Runs before anything of the page does. */
const watch = () => {
  const observer = new MutationObserver(() => {
    // A canvas is sized anew just before it is painted, in one go.
    if (!document.querySelector('.timeline__canvas[width]')) return;
    observer.disconnect();
    window.paintedAt = performance.now();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['width'] });
};

const browser = await launch();
const site = await startSite();
try {
  const took = [];
  for (let visit = 0; visit < VISITS; visit += 1) {
    const context = await browser.newContext({ baseURL: site.address, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto('./');
    took.push(await (await page.waitForFunction(() => window.paintedAt)).jsonValue());
    await context.close();
  }
  console.log(took.map((millis) => millis.toFixed(1)).join(' '));
} finally {
  await browser.close();
  await site.stop();
}
