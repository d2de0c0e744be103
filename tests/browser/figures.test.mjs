// What the scenario says is what the picture shows, with every key that is typed.

import assert from 'node:assert/strict';
import { testPage } from './support/harness.mjs';
import {
  clear,
  expectBar,
  expectFigures,
  expectProblems,
  open,
  paste,
  scenario,
  template,
} from './support/playground.mjs';

const slowFrontend = 'tasks:\n  services.frontend: { ready_after: 95s }\n';
const failingMigration = `${slowFrontend}faults:\n  - { task: jobs.migrate, chance: 100% }\n`;

const summary = (page) => page.getByRole('list', { name: 'What happened' }).innerText();
const headline = (page) => page.getByRole('region', { name: 'Timeline' }).locator('.headline').innerText();

testPage('a slow frontend runs on after the last step', {}, async (page) => {
  await open(page);
  await paste(scenario(page), slowFrontend);
  await expectFigures(page, {
    'Last step done': '1m',
    'All settled': '1m 35s',
    'One by one': '3m 5s',
    Saved: '1m 30s',
  });
  await expectBar(page, 'services.frontend', /ready at 1m 35s; later steps do not wait for it/);
});

testPage('a failing migration halts the stage and says what is left', {}, async (page) => {
  await open(page);
  await paste(scenario(page), failingMigration);
  await expectFigures(page, { 'Halted at': '30s', 'One by one': '3m 5s' });
  assert.match(await headline(page), /Halted/);
  await expectBar(page, 'jobs.migrate', /failed at 30s/);
  await expectBar(page, 'jobs.scrub', /succeeded at 30s/);
  await expectBar(page, 'services.backend', /never ran/);
  await expectBar(page, 'services.frontend', /still running at the halt/);
  const told = await summary(page);
  assert.match(told, /clean/i, 'the summary speaks of cleaning up');
  for (const task of ['services.frontend', 'jobs.migrate', 'jobs.scrub']) {
    assert.ok(told.includes(task), `${task} is left over: ${told}`);
  }
});

testPage('the picture follows what is typed', {}, async (page) => {
  await open(page);
  await paste(scenario(page), 'tasks:\n  services.backend: { ready_after: ');
  await scenario(page).press('ControlOrMeta+End');
  await page.keyboard.type('45s }');
  await expectBar(page, 'services.backend', /ready at 1m 15s/);
  for (let back = 0; back < 5; back += 1) await page.keyboard.press('Backspace');
  await page.keyboard.type('40s }');
  await expectBar(page, 'services.backend', /ready at 1m 10s/);
});

testPage('a mistake that is typed is found, and its fix is offered', {}, async (page) => {
  await open(page);
  await clear(scenario(page));
  await paste(
    template(page),
    'workflows:\n  - name: setup\n    parallelize:\n      - step: one\n        tasks: [jobs.a]\n        halt_on_errors: true\n',
  );
  await expectProblems(page, /^Error, template line 6, column 9: .*halt_on_errors.*halt_on_error/);
  await page.getByRole('list', { name: 'Fixes' }).getByRole('button').first().click();
  await expectProblems(page);
});
