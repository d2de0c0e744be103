// Lessons: read, predict, watch, try; nothing of the answer before it is given, and the draft as it was.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { eventually, expectBar, open, paste, sideways, tabTo, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));
const written = new URL('../../web/lessons/', import.meta.url);

const opener = (page) => page.getByRole('button', { name: 'Lessons', exact: true });
const list = (page) => page.getByRole('dialog', { name: 'Lessons' });
const lesson = (page) => page.getByRole('complementary', { name: 'Lesson' });
const control = (page, name) => lesson(page).getByRole('button', { name, exact: true });
const step = (page, title) => lesson(page).getByRole('heading', { level: 3, name: title }).waitFor();
const verdict = (page, words) => lesson(page).getByRole('status').getByText(words).waitFor();
const draft = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('laneway.draft'))?.template);

const slider = (page, name) => lesson(page).getByRole('slider', { name, exact: true });
const spoken = async (page, name, words) =>
  eventually(async () => assert.equal(await slider(page, name).getAttribute('aria-valuetext'), words));

/** Where a time of the question stands on the page, and the middle of the end that is dragged. */
async function board(page, millis, most) {
  const place = await lesson(page).locator('.drag-axis').boundingBox();
  const end = await lesson(page).getByRole('slider').boundingBox();
  return {
    x: place.x + (place.width * millis) / most,
    from: { x: end.x + end.width / 2, y: end.y + end.height / 2 },
  };
}

const mine = 'workflows:\n  - name: setup\n    order_from: [jobs.mine]';

/** Opens a lesson from the list. */
async function openLesson(page, title) {
  await opener(page).click();
  await list(page).getByRole('button', { name: title }).click();
  await lesson(page).getByRole('heading', { level: 2, name: title }).waitFor();
}

async function openMine(page) {
  await open(page);
  await paste(template(page), mine);
  await expectBar(page, 'jobs.mine', /succeeded/);
  await eventually(async () => assert.equal(await draft(page), mine));
}

testPage('a lesson is gone through by keyboard alone', { reducedMotion: 'reduce' }, async (page) => {
  await openMine(page);
  // Out of the editor, where Tab indents.
  await page.keyboard.press('Escape');
  await tabTo(page, opener(page), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await list(page).waitFor();
  await tabTo(page, list(page).getByRole('button', { name: 'One after another is slow' }));
  await page.keyboard.press('Enter');
  await step(page, 'A workflow with four tasks');
  // What would give the answer away is not there, for nobody.
  await eventually(async () => assert.match(await textOf(template(page)), /services\.shop/));
  await page.getByRole('treegrid').waitFor();
  assert.equal(await page.getByRole('gridcell').count(), 0);
  assert.equal(await page.getByLabel('Figures').isVisible(), false);
  await tabTo(page, control(page, 'Next'));
  await page.keyboard.press('Enter');
  await step(page, 'When is everything done?');
  assert.equal(await control(page, 'That is my guess').isDisabled(), true, 'nothing is guessed unmoved');
  await tabTo(page, slider(page, 'End of the run'));
  for (const key of ['PageUp', 'PageUp', 'PageUp', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'PageDown']) await page.keyboard.press(key);
  await spoken(page, 'End of the run', '21 seconds');
  await page.keyboard.press('End');
  await spoken(page, 'End of the run', '3 minutes');
  await page.keyboard.press('PageUp');
  await spoken(page, 'End of the run', '3 minutes');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await spoken(page, 'End of the run', '0 seconds');
  for (let times = 0; times < 7; times += 1) await page.keyboard.press('PageUp');
  await spoken(page, 'End of the run', '1 minute 10 seconds');
  await tabTo(page, control(page, 'That is my guess'));
  await page.keyboard.press('Enter');
  await page.locator('.player-text').getByText(/The stage begins/).waitFor();
  await tabTo(page, control(page, 'Show the answer'));
  await page.keyboard.press('Enter');
  await verdict(page, 'You said 1m 10s; it ends at 2m: 50s too early.');
  await lesson(page).getByText('the times add up').waitFor();
  await expectBar(page, 'services.search', /ready at 2m/);
  await tabTo(page, control(page, 'Next'));
  await page.keyboard.press('Enter');
  await step(page, 'Let some of them run together');
  await tabTo(page, control(page, 'Make this change'));
  await page.keyboard.press('Enter');
  await expectBar(page, 'services.search', /ready at 1m/);
  await lesson(page).getByText('half of the time').waitFor();
  await tabTo(page, control(page, 'Take it back'));
  await page.keyboard.press('Enter');
  await expectBar(page, 'services.search', /ready at 2m/);
  assert.equal(await draft(page), mine);
  await tabTo(page, control(page, 'Leave'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expectBar(page, 'jobs.mine', /succeeded/);
  await eventually(async () => assert.ok(await opener(page).evaluate((it) => it === document.activeElement)));
  assert.equal(await draft(page), mine);
  assert.equal(new URL(page.url()).search, '');
});

testPage('the run is played before the answer is told', { reducedMotion: 'reduce' }, async (page) => {
  await open(page);
  await openLesson(page, 'A step waits for its slowest task');
  await control(page, 'Next').click();
  await control(page, 'jobs.images').click();
  await lesson(page).getByRole('button', { name: 'Show the answer' }).waitFor();
  await verdict(page, 'That is right.');
  await page.locator('.player-text').getByText(/All tasks have settled/).waitFor();
});

testPage('a time is guessed with a slider', {}, async (page) => {
  await open(page);
  await openLesson(page, 'The wrong order heals, slowly');
  await control(page, 'Next').click();
  const slider = lesson(page).getByRole('slider', { name: 'Your guess' });
  await slider.fill('57000');
  assert.equal(await slider.getAttribute('aria-valuetext'), '57s');
  await control(page, 'That is my guess').click();
  await control(page, 'Show the answer').click();
  await verdict(page, 'You said 57s: it is 1m 34s.');
  await lesson(page).getByText('nobody wakes it').waitFor();
});

testPage('who guesses by keyboard keeps their place', {}, async (page) => {
  await open(page);
  await openLesson(page, 'The wrong order heals, slowly');
  await control(page, 'Next').click();
  await lesson(page).getByRole('slider', { name: 'Your guess' }).fill('57000');
  const focused = () => page.evaluate(() => document.activeElement.textContent);
  await control(page, 'That is my guess').press('Enter');
  assert.equal(await focused(), 'Show the answer');
  await page.keyboard.press('Enter');
  assert.equal(await focused(), 'You said 57s: it is 1m 34s.');
});

testPage('the end of a bar is dragged with the mouse', { reducedMotion: 'reduce' }, async (page) => {
  await open(page);
  await openLesson(page, 'Why faster can be later');
  await control(page, 'Next').click();
  const end = slider(page, 'End of services.web');
  await end.waitFor();
  const most = 1000 * Number(await end.getAttribute('aria-valuemax'));
  const { x, from } = await board(page, 130_000, most);
  await page.mouse.move(from.x + 4, from.y);
  await page.mouse.down();
  await page.mouse.move(x, from.y, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await spoken(page, 'End of services.web', '1 minute');
  assert.equal(await control(page, 'That is my guess').isDisabled(), true, 'it was given up');
  await page.mouse.move(from.x + 4, from.y);
  await page.mouse.down();
  await page.mouse.move(x + 4, from.y, { steps: 4 });
  await page.mouse.up();
  await spoken(page, 'End of services.web', '2 minutes 10 seconds');
  await control(page, 'That is my guess').click();
  await control(page, 'Show the answer').click();
  await verdict(page, 'You said 2m 10s; it ends at 2m 20s: close, 10s too early.');
  const bars = lesson(page).locator('.drag-bar');
  const ends = await bars.evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().right));
  assert.equal(ends.length, 2);
  assert.ok(ends[1] > ends[0], `the guess ends before what is so: ${ends}`);
  // It is kept while one goes back and forth.
  await control(page, 'Back').click();
  await control(page, 'Next').click();
  await verdict(page, 'You said 2m 10s; it ends at 2m 20s: close, 10s too early.');
  assert.equal(await end.getAttribute('aria-disabled'), 'true');
});

testPage('a finger drags the end, and scrolls the page', { hasTouch: true, viewport: { width: 390, height: 800 } }, async (page) => {
  await open(page);
  await openLesson(page, 'Not everything has to be waited for');
  await control(page, 'Next').click();
  const end = slider(page, 'End of the last step');
  await end.scrollIntoViewIfNeeded();
  const most = 1000 * Number(await end.getAttribute('aria-valuemax'));
  const { x, from } = await board(page, 60_000, most);
  const fingers = await page.context().newCDPSession(page);
  const touch = (type, ...touchPoints) => fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', from);
  for (const part of [0.3, 0.6, 1]) await touch('touchMove', { x: from.x + (x - from.x) * part, y: from.y });
  await touch('touchEnd');
  await spoken(page, 'End of the last step', '1 minute');
  // Upwards on the bar beside the end: that is the page's.
  const beside = { x: x + 60, y: from.y };
  await touch('touchStart', beside);
  for (const up of [20, 60, 120]) await touch('touchMove', { x: beside.x, y: beside.y - up });
  await touch('touchEnd');
  await spoken(page, 'End of the last step', '1 minute');
  await control(page, 'That is my guess').click();
  await control(page, 'Show the answer').click();
  await verdict(page, 'You said 1m; it is done at 1m: that is right.');
});

testPage('a change is one step for undo', {}, async (page) => {
  await open(page);
  await openLesson(page, 'Only so many at once');
  for (const next of ['One slot more']) {
    await control(page, 'Next').click();
    await control(page, 'Next').click();
    await step(page, next);
  }
  await control(page, 'Make this change').click();
  const scenario = page.getByRole('textbox', { name: 'Scenario text' });
  await eventually(async () => assert.match(await textOf(scenario), /max_parallel: 3/));
  await scenario.press('ControlOrMeta+z');
  await eventually(async () => assert.match(await textOf(scenario), /max_parallel: 2/));
});

testPage('what has been read is kept, and can be forgotten', {}, async (page) => {
  await open(page);
  await openLesson(page, 'Only so many at once');
  for (let at = 0; at < 3; at += 1) await control(page, 'Next').click();
  await step(page, 'As many as there are tasks');
  await page.reload();
  // The address names the lesson.
  await lesson(page).getByRole('heading', { name: 'Only so many at once' }).waitFor();
  await opener(page).click();
  const entry = list(page).getByRole('button', { name: 'Only so many at once' });
  await entry.getByText('done').waitFor();
  await list(page).getByRole('button', { name: 'Forget how far I am' }).click();
  await eventually(async () => assert.equal(await entry.getByText('done').count(), 0));
});

testPage('every lesson of ours opens without a fault, and can be gone through', { reducedMotion: 'reduce' }, async (page) => {
  await open(page);
  const index = JSON.parse(await readFile(new URL('index.json', written), 'utf8'));
  await openLesson(page, index[0].title);
  for (const { title } of index) {
    await lesson(page).getByRole('heading', { level: 2, name: title }).waitFor();
    assert.equal(await lesson(page).locator('.course-troubles').count(), 0, title);
    const count = Number((await lesson(page).locator('.course-count').innerText()).split('/')[1]);
    for (let at = 1; at < count; at += 1) await control(page, 'Next').click();
    if (title !== index.at(-1).title) await control(page, 'Next lesson').click();
  }
  await control(page, 'All lessons').click();
  await eventually(async () => assert.equal(await list(page).getByText('done', { exact: true }).count(), index.length));
});

testPage('a lesson from a file says what is not right in it', {}, async (page) => {
  await openMine(page);
  await opener(page).click();
  const text = await readFile(new URL('01-one-after-another.md', written), 'utf8');
  const wrong = text.replace('finish: 2m', 'finish: 3m').replace('title: One after another is slow', 'title: Of my own');
  await list(page).locator('input[type=file]').setInputFiles({ name: 'mine.md', mimeType: 'text/markdown', buffer: Buffer.from(wrong) });
  await lesson(page).getByRole('heading', { name: 'Of my own' }).waitFor();
  await lesson(page).getByText('finish is 2m, not 3m').waitFor();
  assert.equal(await draft(page), mine);
});

testPage('the address opens a lesson of this site, and none of another', {}, async (page) => {
  await page.goto('./?lesson=lessons/11-taking-it-down.md');
  await lesson(page).getByRole('heading', { name: 'Taking it down again' }).waitFor();
  await eventually(async () => assert.equal(await page.getByRole('combobox', { name: 'Stage' }).inputValue(), 'teardown'));
  // What is left while something loads is no fault of the page.
  await page.waitForLoadState('networkidle');
  await page.goto('./?lesson=https://elsewhere.example/lesson.md');
  await lesson(page).getByText('from this site only').waitFor();
  await control(page, 'Close').click();
  await page.getByRole('treegrid').waitFor();
});

testPage('a dragged end keeps its keys while it is presented', {}, async (page) => {
  await open(page);
  await openLesson(page, 'One after another is slow');
  await control(page, 'Present').click();
  await page.keyboard.press('PageDown');
  await step(page, 'When is everything done?');
  await slider(page, 'End of the run').press('PageUp');
  await spoken(page, 'End of the run', '10 seconds');
  await lesson(page).getByRole('heading', { level: 3, name: 'When is everything done?' }).waitFor();
});

testPage('is presented with the keys of a remote control', {}, async (page) => {
  await open(page);
  await openLesson(page, 'A failure can stop the stage');
  await control(page, 'Present').click();
  await page.keyboard.press('PageDown');
  await step(page, 'What never runs?');
  await page.keyboard.press('PageUp');
  await step(page, 'A migration that fails');
  await page.screenshot({ path: `${folder}lesson-presented.png` });
  await page.keyboard.press('Escape');
  await opener(page).waitFor();
});

for (const [look, options] of looks) {
  testPage(`looks right: ${look}`, { ...options, reducedMotion: 'reduce' }, async (page) => {
    const shoot = async (what) => {
      assert.ok((await sideways(page)) <= 0, `${what} scrolls sideways`);
      await page.screenshot({ path: `${folder}${look}-lesson-${what}.png` });
    };
    await open(page);
    await opener(page).click();
    await list(page).getByText('Taking it down again').waitFor();
    await shoot('list');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await list(page).getByRole('button', { name: 'A failure can stop the stage' }).click();
    await step(page, 'A migration that fails');
    await shoot('read');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await control(page, 'Next').click();
    await step(page, 'What never runs?');
    await shoot('question');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await control(page, 'nothing').click();
    await verdict(page, 'It is services.api, services.worker.');
    await shoot('answer');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await control(page, 'Next').click();
    await control(page, 'Make this change').click();
    await expectBar(page, 'services.api', /ready at 1m 50s/);
    await shoot('try');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await openLesson(page, 'Why faster can be later');
    await control(page, 'Next').click();
    const end = slider(page, 'End of services.web');
    for (let times = 0; times < 3; times += 1) await end.press('PageUp');
    await shoot('drag');
    assert.deepEqual(await violations(page), []);
    await page.setViewportSize(options.viewport);
    await control(page, 'That is my guess').click();
    await control(page, 'Show the answer').click();
    await verdict(page, 'You said 1m 30s; it ends at 2m 20s: 50s too early.');
    await shoot('dragged');
    assert.deepEqual(await violations(page), []);
  });
}
