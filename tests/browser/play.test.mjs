// Playing a run: moment by moment, by every means, with what happens in words and in the template.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { commandLine } from './support/links.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, paste, pick, sideways, tabTo, template } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const opener = (page) => page.getByRole('button', { name: 'Play', exact: true });
const player = (page) => page.getByRole('group', { name: 'Player' });
const slider = (page) => player(page).getByRole('slider', { name: 'Moment' });
const control = (page, name) => player(page).getByRole('button', { name, exact: true });
const marked = (page) => page.locator('.cm-markedLine').allTextContents();

/** Waits for what is told at the present moment. */
const told = (page, words) => player(page).locator('.player-text').getByText(words).waitFor();

/** Opens the player on an example, at the first moment. */
async function openPlayer(page, example) {
  await open(page);
  if (example) await pick(page, example);
  await opener(page).click();
  await told(page, /^The stage begins/);
}

/** How far along the axis the line stands, as a share of it. */
const stands = (page) =>
  page.locator('.playhead__line').evaluate((line) => Number(line.style.getPropertyValue('--played')));

testPage('a run is stepped through by keyboard alone', {}, async (page) => {
  await open(page);
  await pick(page, 'B before A');
  await expectBar(page, 'services.b', /ready at 1m 34s/);
  // Past the editors, where Tab indents.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, opener(page));
  await page.keyboard.press('Enter');
  await told(page, /^The stage begins/);
  // The player has taken the focus.
  await tabTo(page, slider(page));
  await page.keyboard.press('ArrowRight');
  await told(page, /crashed after 3s: services\.a was not ready/);
  assert.match(await slider(page).getAttribute('aria-valuetext'), /^3s, moment 2 of 12: services\.b crashed/);
  await page.keyboard.press('End');
  await told(page, /All tasks have settled: the stage is done after 1m 34s/);
  assert.equal(await stands(page), 1);
  await page.keyboard.press('ArrowLeft');
  await told(page, /services\.b is ready, 1m 34s after it started/);
  await page.keyboard.press('Home');
  await told(page, /^The stage begins/);
  await page.keyboard.press('.');
  await told(page, /crashed after 3s/);
  await page.keyboard.press(',');
  await told(page, /^The stage begins/);
  // What has stayed for a moment is announced.
  await player(page).getByRole('status').getByText(/^0s: The stage begins/).waitFor();
  await tabTo(page, control(page, 'Close the player'));
  await page.keyboard.press('Enter');
  await player(page).waitFor({ state: 'hidden' });
  await eventually(async () => assert.ok(await opener(page).evaluate((it) => it === document.activeElement)));
});

testPage('what happens is marked in the template, and on its bars', {}, async (page) => {
  await openPlayer(page, 'wait_for_finish');
  await eventually(async () => assert.equal((await marked(page)).length, 3));
  await control(page, 'One moment on').click();
  await control(page, 'One moment on').click();
  await told(page, /jobs\.migrate and jobs\.scrub are done/);
  await eventually(async () => assert.match((await marked(page)).join(), /jobs\.migrate, jobs\.scrub/));
  assert.equal(await page.locator('.playhead__mark').count(), 2);
  await control(page, 'One moment on').click();
  await told(page, /Step migrate is settled: all its tasks arrived after 30s, so step backend starts/);
  await eventually(async () => assert.match((await marked(page)).join(), /jobs\.scrub.*step: backend/));
  await control(page, 'Close the player').click();
  await eventually(async () => assert.deepEqual(await marked(page), []));
});

testPage('plays to the end by itself, and from the beginning again', {}, async (page) => {
  await openPlayer(page, 'Serial is slow');
  await player(page).getByRole('combobox', { name: 'Speed' }).selectOption('4×');
  await slider(page).focus();
  await page.keyboard.press('Space');
  await control(page, 'Pause').waitFor();
  await told(page, /All tasks have settled: the stage is done after 3m/);
  await eventually(async () => assert.equal((await control(page, 'Play').innerText()).trim(), '▶'));
  await control(page, 'Play').click();
  await told(page, /^The stage begins/);
  await control(page, 'Pause').click();
  await control(page, 'Play').waitFor();
});

testPage('with reduced motion it steps, and never moves in between', { reducedMotion: 'reduce' }, async (page) => {
  await openPlayer(page, 'Serial is slow');
  await player(page).getByRole('combobox', { name: 'Speed' }).selectOption('4×');
  await control(page, 'Play').click();
  const seen = await page.evaluate(async () => {
    const line = document.querySelector('.playhead__line');
    const places = new Set();
    while (Number(line.style.getPropertyValue('--played')) < 1) {
      places.add(Number(line.style.getPropertyValue('--played')));
      await new Promise(requestAnimationFrame);
    }
    return [...places];
  });
  // Six tasks of 30 s in 3 m: nothing happens at any other time.
  for (const place of seen) assert.ok(Math.abs(place * 6 - Math.round(place * 6)) < 1e-9, String(seen));
});

testPage('nothing is painted anew while a hundred tasks are played', {}, async (page) => {
  await open(page);
  const tasks = Array.from({ length: 100 }, (_, number) => `jobs.job-${number}`);
  await paste(template(page), `workflows:\n  - name: setup\n    order_from: [${tasks.join(', ')}]\n`);
  await expectBar(page, 'jobs.job-0', /succeeded/);
  await opener(page).click();
  await told(page, /^The stage begins/);
  await page.evaluate(() => {
    const { clearRect } = CanvasRenderingContext2D.prototype;
    window.painted = 0;
    CanvasRenderingContext2D.prototype.clearRect = function (...rect) {
      window.painted += 1;
      return clearRect.apply(this, rect);
    };
  });
  await player(page).getByRole('combobox', { name: 'Speed' }).selectOption('4×');
  await control(page, 'Play').click();
  await eventually(async () => assert.ok((await stands(page)) > 0.1));
  await control(page, 'Pause').click();
  // Where rows are scrolled into sight they are painted, but not for each of the hundreds of frames.
  const painted = await page.evaluate(() => window.painted);
  assert.ok(painted <= 10, String(painted));
  // The line is followed: what happens far below is scrolled into sight.
  await slider(page).press('End');
  await slider(page).press('ArrowLeft');
  await told(page, /jobs\.job-99 is done/);
  await eventually(async () => assert.ok(await page.locator('.timeline__scroller').evaluate((it) => it.scrollTop > 0)));
});

testPage('the axis can be dragged along', {}, async (page) => {
  await openPlayer(page, 'B before A');
  const axis = await page.locator('.timeline__axis').boundingBox();
  await page.mouse.move(axis.x + axis.width - 2, axis.y + 20);
  await page.mouse.down();
  await told(page, /All tasks have settled/);
  await page.mouse.move(axis.x + axis.width / 2, axis.y + 20, { steps: 5 });
  await page.mouse.up();
  await eventually(async () => {
    const share = await stands(page);
    assert.ok(share > 0.2 && share < 0.7, String(share));
    assert.match(await player(page).locator('.player-text').innerText(), /services\./);
  });
});

testPage('another text is told anew, from the same moment', {}, async (page) => {
  await openPlayer(page, 'Serial is slow');
  await slider(page).press('ArrowRight');
  await told(page, /jobs\.migrate is done, 30s/);
  await paste(template(page), 'workflows:\n  - name: setup\n    order_from: [jobs.other, jobs.last]\n');
  await told(page, /jobs\.other has settled after 30s, so jobs\.last starts/);
  await page.getByRole('button', { name: 'Forecast', exact: true }).click();
  await player(page).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Timeline', exact: true }).click();
  await told(page, /jobs\.other has settled/);
});

testPage('a link holds the moment, and opens there', {}, async (page) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPlayer(page, 'Serial is slow');
  await slider(page).press('ArrowRight');
  await slider(page).press('ArrowRight');
  await told(page, /so services\.accounts starts/);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const link = page.getByRole('dialog', { name: 'Share' }).getByRole('textbox').first();
  const address = await link.inputValue();
  const held = JSON.parse(await commandLine(['open', address, '--format', 'json']));
  assert.equal(held.view.cursor, 30_000);
  await page.goto('about:blank');
  await page.goto(address);
  await told(page, /so services\.accounts starts/);
  // Nobody has asked for it, so it leaves the focus where it is.
  assert.ok(await page.evaluate(() => document.activeElement === document.body));
});

testPage('says so when it cannot be loaded, and tries again', {}, async (page) => {
  await page.route('**/foresight-engine_bg.wasm', (route) => route.fulfill({ contentType: 'text/plain', body: '' }));
  await open(page);
  await opener(page).click();
  await player(page).getByText('The player could not be loaded.').waitFor();
  await page.unroute('**/foresight-engine_bg.wasm');
  await control(page, 'Try again').click();
  await told(page, /^The stage begins/);
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, options, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-play-${what}.png` });
    };
    await open(page);
    await pick(page, 'B before A');
    await expectBar(page, 'services.b', /ready at 1m 34s/);
    await shoot('closed');
    await opener(page).click();
    await told(page, /^The stage begins/);
    for (let moment = 0; moment < 6; moment += 1) await control(page, 'One moment on').click();
    await told(page, /waits 20s before it tries again, twice the 10s before|attempt 4/);
    await player(page).scrollIntoViewIfNeeded();
    await shoot('back-off');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await pick(page, 'The same shop');
    await told(page, /^The stage begins/);
    await slider(page).press('PageUp');
    await player(page).scrollIntoViewIfNeeded();
    await shoot('shop');
  });
}
