// The page opens with the documentation's example: one mistake, one repair, and already a picture.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import {
  bar,
  eventually,
  expectFigures,
  expectProblems,
  fixes,
  open,
  problems,
  template,
  textOf,
} from './support/playground.mjs';

const asPrinted = `  - name: setup
    - step: frontend
      tasks: [services.frontend]
      wait_for_finish: false
    - step: migrate
      tasks: [jobs.migrate, jobs.scrub]
      halt_on_error: true
    - step: backend
      tasks: [services.backend]`;

const asPrintedProblem = /^Error, template line 2, column 5: .*`parallelize`/;
const figuresOfIt = { 'Last step done': '1m', 'All settled': '1m', 'One by one': '2m', Saved: '1m' };

testPage('opens with the example as printed, one problem, one fix, and simulated', {}, async (page) => {
  await open(page);
  assert.equal((await textOf(template(page))).trimEnd(), asPrinted);
  await expectProblems(page, asPrintedProblem);
  assert.equal(await fixes(page).count(), 1);
  await expectFigures(page, figuresOfIt);
  for (const [task, name] of [
    ['services.frontend', /^services\.frontend, step frontend: ready at 30s/],
    ['jobs.migrate', /^jobs\.migrate, step migrate: succeeded at 30s/],
    ['jobs.scrub', /^jobs\.scrub, step migrate: succeeded at 30s/],
    ['services.backend', /^services\.backend, step backend: ready at 1m/],
  ]) {
    assert.match(await bar(page, task).getAttribute('aria-label'), name);
  }
});

testPage('one click repairs it, undo brings it back', {}, async (page) => {
  await open(page);
  await expectProblems(page, asPrintedProblem);
  await fixes(page).click();
  await expectProblems(page);
  const repaired = await textOf(template(page));
  assert.match(repaired, /^ *parallelize:$/m);
  await expectFigures(page, figuresOfIt);

  await template(page).focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expectProblems(page, asPrintedProblem);
  assert.equal((await textOf(template(page))).trimEnd(), asPrinted);

  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expectProblems(page);
  await eventually(async () => assert.equal(await textOf(template(page)), repaired));
});

testPage('a problem leads to its place in the text', {}, async (page) => {
  await open(page);
  await problems(page).click();
  await eventually(async () =>
    assert.equal(await template(page).evaluate((element) => element === document.activeElement), true),
  );
});
