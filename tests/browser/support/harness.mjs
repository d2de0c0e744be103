// One browser and one site for each test file, one fresh context for each test, and no test passes
// while the page logs an error, throws, misses a file or talks to anyone but its own host.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { launch, PATIENCE } from './chromium.mjs';
import { startSite } from './site.mjs';

const WHOLE_TEST = 4 * PATIENCE;

/**
 * What is loaded beside the page's work: what zooms and finds and has all rows ready to be printed, once the first
 * picture stands, and the programs of workers, of which more are started while there is a forecast to make.
 */
const BEHIND = /\/(look\.js|worker\.js|((export|foresight|link)-)?engine(\.js|_bg\.wasm))$/;

let running;

function start() {
  running ??= launchBoth();
  return running;
}

/** The browser first: a server that outlives a failed start would keep the process alive. */
async function launchBoth() {
  const browser = await launch();
  return { browser, site: await startSite() };
}

after(async () => {
  const { site, browser } = (await running?.catch(() => undefined)) ?? {};
  if (!browser) return;
  await browser.close();
  await site.stop();
});

/**
 * A test of the page. `body` gets a page that has not been opened yet; `options` are those of a
 * browser context, such as `viewport` and `colorScheme`, and `serve`, which starts a server in the place of a
 * static host's: it promises `{ address, stop }`, and is given to `body`, too.
 */
export function testPage(name, { serve, ...options }, body) {
  test(name, { timeout: WHOLE_TEST }, async () => {
    const { site, browser } = await start();
    const own = await serve?.();
    const { address } = own ?? site;
    const context = await browser.newContext({ baseURL: address, serviceWorkers: 'block', ...options });
    context.setDefaultTimeout(PATIENCE);
    const problems = watch(context, address);
    try {
      await body(await context.newPage(), own);
      assert.deepEqual(problems, [], 'the page ran without trouble');
    } catch (error) {
      // What troubled the page is often why the test failed.
      for (const problem of problems) console.error(`    ${problem}`);
      throw error;
    } finally {
      await context.close();
      await own?.stop();
    }
  });
}

/** Collects everything that a healthy page never does. */
function watch(context, address) {
  const problems = [];
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => problems.push(`thrown: ${error.error().stack}`));
  context.on('request', (request) => {
    const url = request.url();
    const own = url.startsWith(address) || url.startsWith('data:') || url.startsWith('blob:');
    if (!own) problems.push(`third party: ${url}`);
  });
  context.on('requestfailed', (request) => {
    // A stream of events has no other end, and what is loaded in the background may be on its way when a test leaves the page.
    const { errorText } = request.failure();
    if (BEHIND.test(request.url()) && errorText === 'net::ERR_ABORTED') return;
    if (request.resourceType() !== 'eventsource') problems.push(`failed: ${request.url()}: ${errorText}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}
