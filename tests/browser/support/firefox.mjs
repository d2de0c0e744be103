// Firefox, driven as browsers agree on (WebDriver BiDi), with the same demands as in `harness.mjs`.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { PATIENCE } from './chromium.mjs';
import { startSite } from './site.mjs';

const WHOLE_TEST = 4 * PATIENCE;
const executablePath = process.env.LANEWAY_FIREFOX;
const missing = 'there is no Firefox: `cargo xtask test --only browser` says how to get one';

let running;

async function launchBoth() {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, timeout: PATIENCE });
  return { browser, site: await startSite() };
}

after(async () => {
  const { site, browser } = (await running?.catch(() => undefined)) ?? {};
  if (!browser) return;
  await browser.close();
  await site.stop();
});

/** A test in Firefox; skipped, and said to be, where there is none. `body` gets a page that is not open yet. */
export function testInFirefox(name, body) {
  test(name, { timeout: WHOLE_TEST, skip: executablePath ? false : missing }, async () => {
    running ??= launchBoth();
    const { browser, site } = await running;
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const problems = watch(page, site.address);
    try {
      await body(page, site.address);
      assert.deepEqual(problems, [], 'the page ran without trouble');
    } catch (error) {
      for (const problem of problems) console.error(`    ${problem}`);
      throw error;
    } finally {
      await context.close();
    }
  });
}

/** Collects everything that a healthy page never does. */
function watch(page, address) {
  const problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`thrown: ${error.stack ?? error}`));
  page.on('request', (request) => {
    const own = [address, 'data:', 'blob:', 'about:'].some((start) => request.url().startsWith(start));
    if (!own) problems.push(`third party: ${request.url()}`);
  });
  page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/** The element of a role and an accessible name, once it is there. */
export const named = (page, role, name) => page.waitForSelector(`aria/${name}[role="${role}"]`);

/** Waits until some text is on the page. */
export const said = (page, text) =>
  page.waitForFunction((it) => document.body.textContent.includes(it), {}, text);

/** Waits until the bar of a task says so. */
export const bar = (page, task, words) =>
  page.waitForFunction(
    (start, end) =>
      [...document.querySelectorAll('[role="gridcell"]')].some((cell) => {
        const name = cell.getAttribute('aria-label') ?? '';
        return name.startsWith(start) && name.includes(end);
      }),
    {},
    `${task}, step `,
    words,
  );

/** Replaces an editor's text by typing, as a user does. */
export async function write(page, name, text) {
  const editor = await named(page, 'textbox', name);
  await editor.focus();
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}
