// Edits in the picture: each is one edit of the text that undo takes back, the earlier run stays behind the new one, and
// all of it goes by pointer, touch and keyboard.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { violations } from './support/accessibility.mjs';
import { expectNote, goTo, grip, label, menu, note, opener, reach } from './support/edits.mjs';
import { testPage } from './support/harness.mjs';
import { looks } from './support/looks.mjs';
import { bar, eventually, expectBar, open, paste, pick, pieces, scenario, sideways, template, textOf } from './support/playground.mjs';

const folder = fileURLToPath(new URL('../../target/screenshots/', import.meta.url));

const stage = `# 🚀 two steps
services: [{ name: db }, { name: web, depends_on: [db] }]
jobs: [{ name: migrate }]
workflows:
  - name: setup
    parallelize:
      - step: base
        tasks: [services.db, jobs.migrate]
      - step: web
        tasks: [services.web]
`;
const times = `# as measured
tasks:
  jobs.migrate: { runs_for: 40s } # 🐘
`;

/** Opens the playground with a small stage. */
async function openStage(page) {
  await open(page);
  await paste(template(page), stage);
  await paste(scenario(page), times);
  await expectBar(page, 'jobs.migrate', /40s/);
}

const says = (page, text) => eventually(async () => assert.ok((await textOf(scenario(page))).includes(text), await textOf(scenario(page))));

testPage('a bar that is dragged takes longer: one edit, with a ghost and a reason', {}, async (page) => {
  await openStage(page);
  const { x, y } = await reach(page, 'jobs.migrate');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 200, y, { steps: 4 });
  await eventually(async () => assert.match(await label(page).innerText(), /^.+ instead of 40s$/));
  const wished = (await label(page).innerText()).split(' instead')[0];
  await page.mouse.up();
  await expectNote(page, /later, because jobs\.migrate takes .* instead of 40s\./);
  await says(page, `jobs.migrate: { runs_for: ${wished.replaceAll(' ', '')} } # 🐘`);
  await page.getByText('before the edit').waitFor();
  await page.getByText(/^before 1m 10s/).waitFor();
  // What the canvas says behind the bar, the rows say in words: of the edited task, and of nobody who ends as before.
  await expectBar(page, 'jobs.migrate', /succeeded at .*; \d+s later than before/);
  await expectBar(page, 'services.db', /ready at 30s(?!.*than before)/);
  await pieces(page, 'jobs.migrate').last().hover();
  await page.locator('.timeline__details').getByText(/^Succeeded at .*, \d+s later than before\.$/).waitFor();
  assert.equal(await label(page).count(), 0);

  await scenario(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(async () => assert.equal(await textOf(scenario(page)), times));
  await eventually(async () => assert.equal(await note(page).innerText(), ''));
  await expectBar(page, 'jobs.migrate', /40s/);
});

testPage('Escape gives a drag up', {}, async (page) => {
  await openStage(page);
  const { x, y } = await reach(page, 'jobs.migrate');
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 50, y, { steps: 4 });
  await eventually(async () => assert.match(await label(page).innerText(), /instead of 40s/));
  await page.keyboard.press('Escape');
  await eventually(async () => assert.equal(await label(page).count(), 0));
  await page.mouse.up();
  assert.equal(await textOf(scenario(page)), times);
  assert.equal(await note(page).innerText(), '');
});

testPage('keys make a task longer in friendly steps, as one edit that its note undoes', {}, async (page) => {
  await openStage(page);
  await goTo(page, 'services.web');
  await page.keyboard.press(']');
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await page.keyboard.press(']');
  await expectNote(page, /10s later, because services\.web takes 40s instead of 30s/);
  await says(page, 'services.web: { ready_after: 40s }');
  const focused = () => page.evaluate(() => document.activeElement?.closest('.timeline__row')?.dataset.task);
  assert.equal(await focused(), 'services.web', 'the focus stays in the picture');
  await note(page).getByRole('button', { name: 'Undo' }).click();
  await eventually(async () => assert.equal(await textOf(scenario(page)), times));
  assert.equal(await note(page).innerText(), '');
});

testPage('by keyboard alone: a step no longer waits, a task moves, fails and needs', {}, async (page) => {
  await openStage(page);
  await goTo(page, 'jobs.migrate');
  await page.keyboard.press('m');
  await menu(page).getByRole('heading', { name: 'Move it to' }).waitFor();
  await menu(page).getByRole('button', { name: 'Step web' }).focus();
  await page.keyboard.press('Enter');
  await menu(page).waitFor({ state: 'detached' });
  await expectNote(page, /jobs\.migrate is in step web: no change/);
  await eventually(async () => assert.match(await textOf(template(page)), /tasks: \[services\.web, jobs\.migrate\]/));

  await goTo(page, 'services.db');
  await page.keyboard.press('e');
  await menu(page).getByRole('switch', { name: 'Later steps wait for it' }).focus();
  await page.keyboard.press('Space');
  await expectNote(page, /Step base runs beside the steps behind it/);
  await eventually(async () => assert.match(await textOf(template(page)), /wait_for_finish: false/));

  await goTo(page, 'services.db');
  await page.keyboard.press('e');
  await menu(page).getByRole('switch', { name: 'It crashes every time' }).focus();
  await page.keyboard.press('Enter');
  await says(page, '- { task: services.db, chance: 100% }');
  await expectNote(page, /finishes with errors|later/);

  await goTo(page, 'services.web');
  await page.keyboard.press('e');
  const need = menu(page).getByRole('switch', { name: 'services.db', exact: true });
  assert.equal(await need.getAttribute('aria-checked'), 'true');
  await need.focus();
  await page.keyboard.press('Enter');
  await says(page, 'services.web: { needs: [] }');
});

testPage('what cannot be is said with what would help', {}, async (page) => {
  await open(page);
  await pick(page, "one by one");
  await goTo(page, 'charts.redis');
  await page.keyboard.press('m');
  await menu(page).getByText('are no steps').first().waitFor();
  await menu(page).getByRole('textbox').fill('soon');
  await page.keyboard.press('Enter');
  assert.ok(await menu(page).getByRole('textbox').evaluate((input) => !input.validity.valid));
  await menu(page).getByRole('textbox').fill('1m 5s');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.match(await note(page).innerText(), /45s later/));
  await note(page).getByRole('button', { name: 'Dismiss' }).click();
  await eventually(async () => assert.equal(await note(page).innerText(), ''));
});

testPage('by touch: a tap shows the grip, and a finger drags it', { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } }, async (page) => {
  await openStage(page);
  await bar(page, 'jobs.migrate').scrollIntoViewIfNeeded();
  await pieces(page, 'jobs.migrate').last().tap();
  await opener(page, 'jobs.migrate').waitFor();
  await grip(page).waitFor();
  const { x, y, width, height } = await grip(page).boundingBox();
  const at = { x: x + width / 2, y: y + height / 2 };
  const touch = await page.context().newCDPSession(page);
  const send = (type, dx) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: dx === null ? [] : [{ x: at.x + dx, y: at.y }] });
  await send('touchStart', 0);
  for (const dx of [-10, -20, -40, -60]) await send('touchMove', dx);
  await eventually(async () => assert.match(await label(page).innerText(), /instead of 40s/));
  await send('touchEnd', null);
  await expectNote(page, /earlier, because jobs\.migrate takes|No change/);
  await eventually(async () => assert.doesNotMatch(await textOf(scenario(page)), /runs_for: 40s/));
});

for (const [look, options] of looks) {
  testPage(`it looks right: ${look}`, options, async (page) => {
    await open(page);
    await pick(page, 'The same shop');
    await pieces(page, 'jobs.migrate').last().click();
    await goTo(page, 'jobs.migrate');
    for (let stroke = 0; stroke < 4; stroke += 1) await page.keyboard.press(']');
    await label(page).waitFor();
    await page.screenshot({ path: `${folder}${look}-edit-nudge.png` });
    await expectNote(page, /later, because jobs\.migrate takes/);
    await page.getByText('before the edit').waitFor();
    await page.screenshot({ path: `${folder}${look}-edit-ghost.png` });
    assert.ok((await sideways(page)) <= 0, 'the page scrolls sideways');
    await page.keyboard.press('e');
    await menu(page).getByRole('heading', { name: 'What goes wrong' }).waitFor();
    await page.screenshot({ path: `${folder}${look}-edit-menu.png` });
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press('Escape');
    assert.deepEqual(await violations(page), []);
  });
}
