// The view for other pages: in a frame, and as an element, wherever the playground is published.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine, note } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, sideways } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const example = fileURLToPath(new URL('../../web/examples/07-halt-and-background/', import.meta.url));

const files = [`${example}template.yaml`, '--scenario', `${example}scenario.yaml`];

/** A link, from its `#` on, or what else the command line makes of it. */
const link = async (...more) => (await commandLine(['share', ...files, ...more])).trim();

const picture = (view) => view.locator('svg');
const way = (view) => view.getByRole('link', { name: 'Open in playground' });

/** Puts a page of somebody else's below an address of the site. */
async function publish(page, path, body) {
  const html = `<!doctype html><html lang="en"><title>A page</title>${body}`;
  await page.route(`**${path}`, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(`.${path}`);
}

testPage('a frame shows the timeline, and leads into the playground', {}, async (page) => {
  const held = await link();
  await publish(page, '/their-page', await link('--site', './', '--format', 'embed'));
  const view = page.frameLocator('iframe');
  await picture(view).waitFor();
  await view.getByText('In words').click();
  await view.getByRole('listitem').filter({ hasText: 'never ran: jobs.migrate halted the stage at 30s' }).waitFor();
  const [opened] = await Promise.all([page.context().waitForEvent('page'), way(view).click()]);
  await expectBar(opened, 'services.backend', /never ran/);
  await note(opened).waitFor();
  assert.ok(opened.url().endsWith(held));
});

testPage('the picture is the one that the command line draws', {}, async (page) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await page.goto(`./embed.html?theme=dark${await link()}`);
  await picture(page).waitFor();
  const drawn = await commandLine(['export', ...files, '--to', 'svg', '--theme', 'dark']);
  const inner = (text) => text.slice(text.indexOf('<title>'), text.lastIndexOf('</svg>')).replaceAll('/>', '>');
  const shown = await picture(page).evaluate((svg) => new XMLSerializer().serializeToString(svg));
  assert.equal(inner(shown), inner(drawn));
});

testPage('works below any address', {}, async (page) => {
  await page.context().route('**/deep/er/**', async (route) => {
    const url = route.request().url().replace('/deep/er/', '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto(`./deep/er/embed.html${await link()}`);
  await picture(page).waitFor();
  assert.match(await way(page).getAttribute('href'), /\/deep\/er\/#1\./);
});

testPage('loads neither the editors nor the playground', {}, async (page) => {
  const loaded = [];
  page.context().on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`./embed.html${await link()}`);
  await picture(page).waitFor();
  assert.deepEqual(
    Array.from(new Set(loaded.filter((path) => path.startsWith('/')))).sort(),
    ['/embed.html', '/embed.js', '/export-engine.js', '/export-engine_bg.wasm', '/worker.js'],
  );
});

testPage('follows another link, and says what is wrong with one', {}, async (page) => {
  await page.goto(`./embed.html${await link()}`);
  await picture(page).waitFor();
  await page.evaluate(() => (location.hash = '#1.AAAA'));
  await page.getByRole('alert').waitFor();
  assert.equal(await picture(page).count(), 0);
  await page.evaluate((hash) => (location.hash = hash), await link('--seed', '7'));
  await picture(page).waitFor();
});

testPage('an element is as high as what it shows, and follows its attributes', {}, async (page) => {
  const body = `<script type="module" src="/laneway-timeline.js"></script>
    <laneway-timeline link="https://elsewhere.example/${await link()}" label="Our deployment"></laneway-timeline>`;
  await publish(page, '/their-element', body);
  const view = page.frameLocator('laneway-timeline iframe');
  await picture(view).waitFor();
  const height = () => page.locator('laneway-timeline').evaluate((element) => element.clientHeight);
  const wanted = () => view.locator('body').evaluate((inner) => inner.getBoundingClientRect().height);
  await eventually(async () => assert.equal(await height(), Math.ceil(await wanted())));
  assert.ok((await height()) > 300);
  assert.equal(await page.locator('laneway-timeline iframe').getAttribute('title'), 'Our deployment');
  await page.locator('laneway-timeline').evaluate((element) => element.setAttribute('height', '300'));
  await eventually(async () => assert.equal(await height(), 300));
  await page.locator('laneway-timeline').evaluate((element) => element.setAttribute('theme', 'dark'));
  await eventually(async () => assert.equal(await view.locator('html').getAttribute('data-theme'), 'dark'));
});

testPage('is as wide as there is room', {}, async (page) => {
  await page.goto(`./embed.html${await link()}`);
  const fits = async () => {
    const room = await page.evaluate(() => document.documentElement.clientWidth);
    assert.equal(await picture(page).getAttribute('width'), `${room}`);
  };
  await eventually(fits);
  await page.setViewportSize({ width: 500, height: 700 });
  await eventually(fits);
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    await page.goto(`./embed.html${await link()}`);
    await picture(page).waitFor();
    assert.ok((await sideways(page)) <= 0, 'it scrolls sideways');
    await page.screenshot({ path: `${folder}${look}-embed.png` });
    await page.getByText('In words').click();
    await page.screenshot({ path: `${folder}${look}-embed-words.png`, fullPage: true });
    assert.deepEqual(await violations(page), []);
  });
}
